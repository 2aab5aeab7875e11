import { afterAll, describe, expect, it } from '@jest/globals';
import { h, render } from 'preact';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { type AuthClient, authFailure } from '../src/index.ts';
import * as forPreact from '../src/preact.ts';
import * as forReact from '../src/react.ts';
import type { SessionState } from '../src/session-hook.ts';
import { dom } from './dom.ts';
import { user } from './world.ts';

afterAll(() => dom.happyDOM.close());

type Answer = 'nobody' | 'outage' | 'signed in';

/** A client whose server gives these answers, each once. */
function clientOf(answers: Answer[], ending: 'done' | 'outage' = 'done'): AuthClient {
  const call = async () => {
    const answer = answers.shift();
    if (answer === 'signed in') return { user, session: { id: 's1' } };
    throw authFailure(answer === 'nobody' ? 'unauthorized' : 'no_network', 'as the test says');
  };
  return {
    call: call as AuthClient['call'],
    signOut: async () => (ending === 'done' ? undefined : authFailure('no_network', 'as the test says')),
  };
}

interface Props {
  readonly client: AuthClient;
  readonly tell: (state: SessionState) => void;
}

function ReactPage({ client, tell }: Props) {
  const state = forReact.useSession(client);
  tell(state);
  return createElement('p', null, state.who.state);
}

function PreactPage({ client, tell }: Props) {
  const state = forPreact.useSession(client);
  tell(state);
  return h('p', null, state.who.state);
}

/** Draws the page into an element; returns what takes it away again. */
type Draw = (place: HTMLElement, props: Props) => () => void;

const libraries: Record<string, Draw> = {
  React(place, props) {
    const root = createRoot(place);
    root.render(createElement(ReactPage, props));
    return () => root.unmount();
  },
  Preact(place, props) {
    render(h(PreactPage, props), place);
    return () => render(null, place);
  },
};

async function shown(draw: Draw, client: AuthClient) {
  const place = document.createElement('div');
  let latest: SessionState | undefined;
  const tell = (state: SessionState) => {
    latest = state;
  };
  const close = draw(place, { client, tell });
  const state = () => {
    if (latest === undefined) throw new Error('nothing was drawn yet');
    return latest;
  };
  return { text: () => place.textContent ?? '', state, close };
}

/** Both libraries draw when they have time. */
async function shows(page: { text(): string }, text: string): Promise<void> {
  for (let i = 0; i < 200 && page.text() !== text; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(page.text()).toBe(text);
}

describe.each(Object.entries(libraries))('A component of %s', (_name, draw) => {
  it('shows who is signed in, asks again when told to, and signs out', async () => {
    const page = await shown(draw, clientOf(['outage', 'nobody', 'signed in']));
    await shows(page, 'unknown');
    page.state().ask();
    await shows(page, 'nobody');
    page.state().ask();
    await shows(page, 'signed_in');
    expect(page.state().who).toMatchObject({ user: { name: '张三' } });
    expect(await page.state().signOut()).toBeUndefined();
    await shows(page, 'nobody');
    page.close();
  });

  it('stays signed in when the server could not sign it out', async () => {
    const page = await shown(draw, clientOf(['signed in'], 'outage'));
    await shows(page, 'signed_in');
    expect(await page.state().signOut()).toMatchObject({ code: 'no_network' });
    await shows(page, 'signed_in');
    page.close();
  });
});
