import type { World } from '../world.ts';

export interface Page {
  status: number;
  /** Where a redirect leads. */
  location: string | null;
  html: string;
  /** `data-page` and `data-code` of the document. */
  page: string | undefined;
  code: string | undefined;
}

/** A browser as far as the authorize pages need one: cookies, forms, no scripts and no following of redirects. */
export class Visitor {
  readonly world: World;
  readonly cookies = new Map<string, string>();
  readonly headers: Record<string, string> = {};

  constructor(world: World) {
    this.world = world;
  }

  open(path: string): Promise<Page> {
    return this.#send(path, {});
  }

  /** Presses a button of the form whose `here` is this path. */
  press(action: string, here: string, fields: Record<string, string>): Promise<Page> {
    return this.#send(`/_emulator/accounts/${action}`, {
      method: 'POST',
      body: new URLSearchParams({ here, ...fields }),
    });
  }

  signIn(here: string, open_id: string): Promise<Page> {
    return this.press('sign-in', here, { open_id });
  }

  decide(here: string, decision: 'accept' | 'refuse'): Promise<Page> {
    return this.press('consent', here, { decision });
  }

  async #send(path: string, request: { method?: string; body?: URLSearchParams }): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.world.url + path, {
      ...request,
      headers: { ...this.headers, ...(cookie && { cookie }) },
      redirect: 'manual',
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const html = await answer.text();
    return {
      status: answer.status,
      location: answer.headers.get('location'),
      html,
      page: /<html[^>]* data-page="([^"]*)"/.exec(html)?.[1],
      code: /<html[^>]* data-code="([^"]*)"/.exec(html)?.[1],
    };
  }
}

/** The authorize page's path for an app that asks properly; `undefined` leaves a parameter out. */
export function authorizePath(
  change: Record<string, string | undefined> = {},
  path = '/open-apis/authen/v1/authorize',
): string {
  const query = {
    client_id: 'cli_a1b2c3d4e5f60718',
    response_type: 'code',
    redirect_uri: 'http://localhost:3000/auth/callback',
    state: 'st-1',
    ...change,
  };
  const sent = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${path}?${new URLSearchParams(sent)}`;
}
