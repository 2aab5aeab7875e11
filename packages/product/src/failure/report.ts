import type { Words } from '../words.ts';
import { causeOf } from './cause.ts';
import { explanationOf, placeName } from './explanations.ts';
import type { Failure } from './failure.ts';

/** What has to be on the app's list of redirect URLs: the callback, and the pages that ask the client for a code. */
export function registeredAddresses(
  texts: Words['failure'],
  origin: string,
): readonly [use: string, addresses: readonly string[]][] {
  return [
    [texts.redirectUrl, [`${origin}/auth/callback`]],
    [texts.pageUrl, [`${origin}/`, `${origin}/login`]],
  ];
}

/** Where it happened: the app, our address, and the time. */
export interface Circumstances {
  appId: string;
  origin: string;
  now: string;
}

/** The explanation as text, to be sent to whoever can fix it. It holds no code and no token. */
export function reportOf(
  failure: Failure,
  { failure: texts, language }: Words,
  { appId, origin, now }: Circumstances,
): string {
  const { title, what, steps } = explanationOf(texts, causeOf(failure));
  const todo = steps.flatMap(({ text, path, addresses }, index) => [
    `${index + 1}. ${text}`,
    ...(path === undefined ? [] : [`   ${path.map((place) => placeName(place, language)).join(' → ')}`]),
    ...(addresses === undefined ? [] : registeredAddresses(texts, origin).flatMap(([, urls]) => urls.map(indented))),
  ]);
  const facts = [
    ...(failure.platformCode === undefined ? [] : [`${texts.platformCode}: ${failure.platformCode}`]),
    ...(failure.contact === undefined ? [] : [`${texts.ask} ${failure.contact}`]),
    ...(failure.requestId ? [`${texts.requestId}: ${failure.requestId}`] : []),
    ...(appId === '' ? [] : [`App ID: ${appId}`]),
    origin,
    now,
  ];
  return [title, what, '', ...todo, '', ...facts].join('\n');
}

const indented = (line: string): string => `   ${line}`;
