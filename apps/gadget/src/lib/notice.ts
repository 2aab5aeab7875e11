import { type AuthFailure, type FailureCode, isAuthFailure } from '@feishu-login/gadget-login';
import { type Language, messages } from './messages.ts';
import { platformWords, type Words } from './platform-words.ts';

/** A failure as the user sees it: what happened, and what to do. */
export interface Notice {
  code: FailureCode;
  title: string;
  text: string;
  /** For the person who looks into it; empty when the server never saw the request. */
  reference: string;
  /** What the Feishu client said, and Feishu's number: to be copied for whoever can make sense of it. */
  detail: string;
  /** Seconds after which trying again can help; 0 when nobody said. */
  retryAfter: number;
}

const serviceDown: Words = {
  'zh-CN': ['服务暂时不可用', '稍等片刻再试，你的登录状态不会丢失。'],
  en: ['The service is unavailable', 'Try again in a moment. Nothing of your session is lost.'],
};

const ourMistake: Words = {
  'zh-CN': ['出了点问题', '这不是你的错。请重试；如果一直这样，请把问题编号告诉管理员。'],
  en: ['Something went wrong', 'It is not your fault. Try again; if it stays, tell your administrator the reference.'],
};

/** Every failure has words of its own, or shares them on purpose. The compiler insists that none is missing. */
const words: Record<FailureCode, Words> = {
  access_denied: {
    'zh-CN': ['没有完成授权', '你取消了授权，或飞书没能完成。需要时再点一次即可。'],
    en: ['Not authorised', 'You declined, or Feishu could not finish. Tap again whenever you want to.'],
  },
  no_network: {
    'zh-CN': ['网络连接失败', '请检查网络后重试。'],
    en: ['No connection', 'Check your network, then try again.'],
  },
  code_unavailable: {
    'zh-CN': ['飞书没有给出登录凭证', '请重试；如果不行，请更新或重启飞书。'],
    en: ['Feishu gave no sign-in code', 'Try again; if that does not help, update or restart Feishu.'],
  },
  client_too_old: {
    'zh-CN': ['需要更新飞书', '这个版本的飞书无法申请新的权限。请更新到 6.9 或更高版本，再回到这里。'],
    en: ['A newer Feishu is needed', 'This version cannot ask you for permissions. Update Feishu to 6.9 or later.'],
  },
  code_invalid: {
    'zh-CN': ['登录凭证已失效', '凭证只能用一次，几分钟内有效。重试会换一个新的。'],
    en: ['The sign-in code has expired', 'A code works once and for a few minutes. Trying again gets a new one.'],
  },
  code_in_progress: {
    'zh-CN': ['上一次登录还在处理', '稍等几秒再试，会换一个新的凭证。'],
    en: ['Still working on the last attempt', 'Wait a few seconds, then try again with a new code.'],
  },
  code_retry: {
    'zh-CN': ['没有收到飞书的答复', '这次的凭证已作废。重试会换一个新的。'],
    en: ['Feishu’s answer was lost', 'This code is used up. Trying again gets a new one.'],
  },
  user_not_allowed: {
    'zh-CN': ['这个账号不能使用本应用', '企业或账号不在允许的名单里。请在飞书里切换到允许的企业再试，或联系管理员。'],
    en: [
      'This account may not use this app',
      'Your organization or account is not among those allowed. Switch organizations in Feishu, or ask your administrator.',
    ],
  },
  reauth_required: {
    'zh-CN': ['需要重新授权', '飞书的授权已失效或不够。请重新登录。'],
    en: ['Authorisation needed again', 'Feishu’s authorisation has ended or is not enough. Sign in again.'],
  },
  unauthorized: {
    'zh-CN': ['登录已过期', '请重新登录。'],
    en: ['Your session has ended', 'Please sign in again.'],
  },
  rate_limited: {
    'zh-CN': ['操作太频繁了', '稍等片刻再试。'],
    en: ['Too many attempts', 'Wait a moment, then try again.'],
  },
  upstream_unavailable: {
    'zh-CN': ['飞书暂时没有响应', '稍等片刻再试。'],
    en: ['Feishu does not answer', 'Wait a moment, then try again.'],
  },
  db_unavailable: serviceDown,
  overloaded: serviceDown,
  shutting_down: serviceDown,
  bad_answer: serviceDown,
  internal: ourMistake,
  invalid_request: ourMistake,
  state_invalid: ourMistake,
  forbidden_origin: ourMistake,
  not_found: ourMistake,
  method_not_allowed: ourMistake,
  payload_too_large: ourMistake,
  unsupported_media_type: ourMistake,
  misdirected_host: ourMistake,
};

/** The words for whatever was thrown. A failure of our own code counts as ours, and is reported for the developer. */
export function noticeFor(thrown: unknown, language: Language): Notice {
  const failure = isAuthFailure(thrown) ? thrown : undefined;
  if (failure === undefined) console.warn('unexpected', thrown);
  const code = failure?.code ?? 'internal';
  const [title, text] = (platformWords(failure?.platformCode) ?? words[code])[language];
  const id = failure?.requestId;
  return {
    code,
    title,
    text: failure?.contact === undefined ? text : `${text} ${messages[language].ask(failure.contact)}`,
    reference: id === undefined ? '' : messages[language].requestId(id),
    detail: failure === undefined ? '' : detailOf(failure),
    retryAfter: failure?.retryAfter ?? 0,
  };
}

/** Only the client's own words are of use here: the server's are in its log, under the reference. */
function detailOf({ status, message, platformCode }: AuthFailure): string {
  const said = status === undefined ? message : '';
  const number = platformCode === undefined || said.includes(String(platformCode)) ? '' : `Feishu ${platformCode}`;
  return [said, number].filter((text) => text !== '').join(' · ');
}
