import { boot } from './boot.ts';

export const moments = {
  zh: { before: '平台处理之前', after: '平台处理之后' },
  en: { before: 'Before the work', after: 'After the work' },
}[boot.language];

/** Where a fault strikes that is told no path. */
export const anywhere = { zh: '所有接口', en: 'Every endpoint' }[boot.language];

/** What each fault does, in Chinese; the control API says it in English. */
const chinese: Readonly<Record<string, string>> = {
  'http-500': 'HTTP 500；v2 接口返回文档中的 20050。',
  'http-502': 'HTTP 502，网关的 HTML 页面。',
  'http-503': 'HTTP 503；v2 接口返回文档中的 20072。',
  'http-504': 'HTTP 504，网关的 HTML 页面。',
  'business-error': 'HTTP 200 的失败：code 不为 0。',
  'platform-error': '按错误码返回文档中的失败，使用该接口的格式。',
  'rate-limited': '99991400，带 x-ogw-ratelimit-limit 和 -reset。',
  'access-challenge': '21000：企业访问控制要求先完成验证。',
  'access-denied': '21001：企业访问控制拒绝访问。',
  'html-answer': 'HTTP 200，但内容是页面而不是 JSON。',
  redirect: '重定向；谨慎的调用方不应跟随。',
  'gzip-garbage': '声明 gzip，内容却不是 gzip。',
  'echo-request': '失败信息中重复了发送的全部内容，包括密钥。',
  override: '真实的回答，但个别字段被改写。',
  'missing-field': '真实的回答，但缺少一个字段。',
  'null-data': 'data 为 null。',
  'string-code': 'code 是文本 "0"。',
  'no-code': '回答中没有 code。',
  'other-user': 'user_info 描述的是另一个人。',
  'odd-text': '会让粗心代码出错的名字：NUL、孤立代理项、反向文字、标签。',
  'huge-name': '极长的名字（默认 1 MB）。',
  empty: '空的响应体。',
  'truncated-json': '回答在中途结束。',
  bom: 'JSON 之前有字节顺序标记。',
  'invalid-utf8': 'JSON 中有非 UTF-8 字节。',
  'wrong-content-type': '正确的 JSON，类型却是 text/plain。',
  'wrong-date': 'Date 头与实际相差很远（默认一天）。',
  'huge-header': '巨大的响应头。',
  slow: '回答很慢（默认 5 秒）。',
  reset: '连接被切断，没有回答。',
  'reset-mid-body': '连接在回答中途被切断。',
  blackhole: '永远没有回答。',
  drip: '回答一个字节一个字节地到达。',
  'endless-drip': '没有尽头的空白。',
  'huge-body': '巨大的 JSON（默认 50 MB）。',
  'code-reused': '授权码已被别人兑换。',
  'code-expired': '授权码到达时已过期。',
  'user-resigned-between-code-and-token': '发放授权码之后用户离职。',
  'user-frozen-between-code-and-token': '发放授权码之后用户被冻结。',
  'user-unavailable-between-code-and-token': '发放授权码之后用户离开可用范围。',
  'code-response-lost': '授权码已兑换，但回答丢失。',
  'refresh-response-lost': 'refresh_token 已轮换，但回答丢失。',
  'app-token-revoked': '就在这次调用之前，应用的 token 提前失效。',
  'grant-revoked': '就在这次调用之前，用户撤销了授权。',
  'old-client-errno-103': '模拟客户端对 requestAccess 返回 errno 103，如同版本过旧。',
  'ticket-delayed': 'app_ticket 事件迟到（默认 120 秒）。',
  'event-delayed': '事件迟到（默认 60 秒）。',
  'event-duplicated': '事件推送两次。',
  'event-dropped': '事件从不推送。',
};

export function faultAbout(fault: string, english: string): string {
  return boot.language === 'zh' ? (chinese[fault] ?? english) : english;
}
