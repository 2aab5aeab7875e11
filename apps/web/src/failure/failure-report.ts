import type { PageBoot } from '@feishu-login/auth-types';
import type { Texts } from '../texts/texts.ts';
import { causeOf } from './cause.ts';
import type { Failure } from './failure.ts';

/** What has to be on the app's list of redirect URLs: the callback, and the pages that ask the client for a code. */
export function registeredAddresses(
  texts: Texts['failure'],
  origin: string,
): readonly [use: string, addresses: readonly string[]][] {
  return [
    [texts.redirectUrl, [`${origin}/auth/callback`]],
    [texts.pageUrl, [`${origin}/`, `${origin}/login`]],
  ];
}

/** The explanation as text, to be sent to whoever can fix it. It holds no code and no token. */
export function reportOf(
  failure: Failure,
  { app_id }: PageBoot,
  { failure: texts }: Texts,
  { origin, now }: { origin: string; now: string },
): string {
  const { title, what, steps } = texts.explanations[causeOf(failure)];
  const todo = steps.flatMap(({ text, path, addresses }, index) => [
    `${index + 1}. ${text}`,
    ...(path === undefined ? [] : [`   ${path.join(' → ')}`]),
    ...(addresses === undefined ? [] : registeredAddresses(texts, origin).flatMap(([, urls]) => urls.map(indented))),
  ]);
  const facts = [
    ...(failure.platformCode === undefined ? [] : [`${texts.platformCode}: ${failure.platformCode}`]),
    ...(failure.contact === undefined ? [] : [`${texts.ask} ${failure.contact}`]),
    ...(failure.requestId ? [`${texts.requestId}: ${failure.requestId}`] : []),
    ...(app_id === '' ? [] : [`App ID: ${app_id}`]),
    origin,
    now,
  ];
  return [title, what, '', ...todo, '', ...facts].join('\n');
}

const indented = (line: string): string => `   ${line}`;
