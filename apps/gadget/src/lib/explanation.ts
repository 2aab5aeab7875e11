import { type AuthFailure, isAuthFailure } from '@feishu-login/gadget-login';
import {
  causeAtHand,
  type Failure,
  failureOf,
  isExplainedByServer,
  type Language,
  type Need,
  needsAtHand,
  type Told,
} from '@feishu-login/product';
import { login } from './login.ts';
import { inEach, messages } from './messages.ts';

/** A failure, whom it takes, and what happened and what to do: in each language, since the client's may change. */
export interface Explained {
  failure: Failure;
  need: Need;
  told: Readonly<Record<Language, Told>>;
  /** The Feishu client's own words; empty where it was the server that refused, whose words are in its log. */
  said: string;
  /** Where the person stands among those who wait for Feishu. */
  line?: AuthFailure['line'];
}

/** How long the server may take to explain, in milliseconds: the person waits for it. */
const patience = 4000;

const ownFault: Failure = { code: 'internal', platformCode: undefined, requestId: undefined, retryAfter: undefined };

/** Explains whatever was thrown. A failure of our own code counts as ours, and is reported for the developer. */
export async function explain(thrown: unknown): Promise<Explained> {
  if (!isAuthFailure(thrown)) {
    console.warn('unexpected', thrown);
    return { failure: ownFault, said: '', ...atHand(ownFault) };
  }
  const said = thrown.status === undefined ? thrown.message : '';
  const failure = failureOf(thrown);
  const { code, platformCode, line } = thrown;
  if (!isExplainedByServer(failure)) return { failure, said, line, ...atHand(failure) };
  const query = { code, ...(platformCode === undefined ? {} : { platform_code: String(platformCode) }) };
  const asked = login.request('GET /api/v1/explanations', { query });
  return { failure, said, ...(await inTime(asked).catch(() => atHand(failure))) };
}

function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, patience);
    const stop = (): void => clearTimeout(timer);
    asked.then(resolve, reject).then(stop);
  });
}

/** The words that lie in the package. */
function atHand(failure: Failure): Pick<Explained, 'need' | 'told'> {
  const cause = causeAtHand(failure);
  const need = failure.code === 'user_not_allowed' ? 'administrator' : 'developer';
  const told = inEach((language) => {
    const { explanations, unexplained } = messages[language].failure;
    return cause === undefined ? unexplained : explanations[cause];
  });
  return { need: cause === undefined ? need : needsAtHand[cause], told };
}
