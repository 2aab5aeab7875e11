import type { Words } from '../words.ts';
import type { Told } from './explanations.ts';
import type { Failure } from './failure.ts';

/** Where it happened: the app, our address, and the time. */
export interface Circumstances {
  appId: string;
  origin: string;
  now: string;
}

/** The explanation as text, to be sent to whoever can fix it. It holds no code and no token. */
export function reportOf(
  failure: Failure,
  { title, what, steps }: Told,
  { failure: texts }: Pick<Words, 'failure'>,
  { appId, origin, now }: Circumstances,
): string {
  const todo = steps.flatMap(({ text, lines = [] }, index) => [
    `${index + 1}. ${text}`,
    ...lines.map((line) => `   ${line}`),
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
