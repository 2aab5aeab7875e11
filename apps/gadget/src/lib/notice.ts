import { type AuthFailure, isAuthFailure } from '@feishu-login/gadget-login';
import {
  causeOf,
  explanationOf,
  type Failure,
  failureOf,
  type Language,
  type Need,
  needOf,
  placeName,
} from '@feishu-login/product';
import { messages } from './messages.ts';

/** A failure as the user sees it, which is as the web page shows it: what happened, whom it takes, and what to do. */
export interface Notice {
  code: Failure['code'];
  need: Need;
  needText: string;
  title: string;
  text: string;
  /** Whom to ask, where the operator says so. */
  ask: string;
  steps: { text: string; path: string }[];
  /** For the person who looks into it; empty when the server never saw the request. */
  reference: string;
  /** What the Feishu client said, and Feishu's number. */
  detail: string;
  /** For the report. */
  failure: Failure;
  copyLabel: string;
  /** Seconds after which trying again can help; 0 when nobody said. */
  retryAfter: number;
}

const ownFault: Failure = { code: 'internal', platformCode: undefined, requestId: undefined, retryAfter: undefined };

/** The words for whatever was thrown. A failure of our own code counts as ours, and is reported for the developer. */
export function noticeFor(thrown: unknown, language: Language): Notice {
  const caught = isAuthFailure(thrown) ? thrown : undefined;
  if (caught === undefined) console.warn('unexpected', thrown);
  const { failure: texts } = messages[language];
  const failure = caught === undefined ? ownFault : failureOf(caught);
  const cause = causeOf(failure);
  const need = needOf(cause);
  const { title, what, steps } = explanationOf(texts, cause);
  return {
    code: failure.code,
    need,
    needText: texts.needs[need],
    title,
    text: what,
    ask: failure.contact === undefined ? '' : `${texts.ask} ${failure.contact}`,
    steps: steps.map(({ text, path = [] }) => ({
      text,
      path: path.map((place) => placeName(place, language)).join(' → '),
    })),
    reference: failure.requestId === undefined ? '' : `${texts.requestId} ${failure.requestId}`,
    detail: caught === undefined ? '' : detailOf(caught, texts.platformCode),
    failure,
    copyLabel: texts.copyReport[need],
    retryAfter: failure.retryAfter ?? 0,
  };
}

/** Only the client's own words are of use here: the server's are in its log, under the reference. */
function detailOf({ status, message, platformCode }: AuthFailure, label: string): string {
  const said = status === undefined ? message : '';
  const number = platformCode === undefined || said.includes(String(platformCode)) ? '' : `${label} ${platformCode}`;
  return [said, number].filter((text) => text !== '').join(' · ');
}
