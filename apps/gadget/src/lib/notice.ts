import type { Failure, Language, Need } from '@feishu-login/product';
import type { Explained } from './explanation.ts';
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
}

/** An explained failure in the words of one language. */
export function noticeFor({ failure, need, told, said }: Explained, language: Language): Notice {
  const { failure: texts } = messages[language];
  const { title, what, steps } = told[language];
  return {
    code: failure.code,
    need,
    needText: texts.needs[need],
    title,
    text: what,
    ask: failure.contact === undefined ? '' : `${texts.ask} ${failure.contact}`,
    steps: steps.map(({ text, lines = [] }) => ({ text, path: lines.join('\n') })),
    reference: failure.requestId === undefined ? '' : `${texts.requestId} ${failure.requestId}`,
    detail: detailOf(failure, said, texts.platformCode),
  };
}

function detailOf({ platformCode }: Failure, said: string, label: string): string {
  const number = platformCode === undefined || said.includes(String(platformCode)) ? '' : `${label} ${platformCode}`;
  return [said, number].filter((text) => text !== '').join(' · ');
}
