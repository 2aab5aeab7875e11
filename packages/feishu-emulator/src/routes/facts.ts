import * as feishu from '@feishu-login/feishu-types';
import { assumed, documented, field, officialCode } from '@feishu-login/feishu-types';
import type { Fact } from '../control-api/views.ts';
import { eventFacts } from './event-coverage.ts';

const v3 = feishu.oauthV3TokenEndpoint.path;
const tokens = feishu.tenantTokenEndpoint.path;
const device = feishu.deviceAuthorizationEndpoint.path;

/** A fact, and the test that shows it: the file, and its sentence. */
interface FactRow extends Fact {
  test: string;
}

/**
 * Where the platform does otherwise than the endpoint's page says, or the page says nothing and no setting decides. The
 * one place to change when somebody measures it; the settings say the same of themselves (`state/setting-specs.ts`).
 */
export const factRows: readonly FactRow[] = [
  {
    path: v3,
    en: 'A code_verifier without a code_challenge is refused; version 2 lets it pass.',
    zh: '没有 code_challenge 却传 code_verifier 会被拒绝；v2 会放行。',
    test: 'oauth-v3-token.test.ts: refuses a verifier where no challenge was given, which version 2 lets pass',
    provenance: documented,
  },
  {
    path: v3,
    en: 'That refusal is 20049.',
    zh: '该拒绝的错误码为 20049。',
    test: 'oauth-v3-token.test.ts: refuses a verifier where no challenge was given, which version 2 lets pass',
    provenance: assumed,
  },
  {
    path: v3,
    en: 'Refresh tokens of versions 2 and 3 are taken; version 2 takes only its own.',
    zh: '接受 v2 与 v3 的 refresh_token；v2 只接受自己的。',
    test: 'oauth-v3-token.test.ts: refreshes what version 2 issued; version 2 does not refresh what it issued',
    provenance: documented,
  },
  {
    path: v3,
    en: 'After a rotation the old access token lives to its own expiry.',
    zh: '刷新后旧的 access_token 仍有效至其自身到期。',
    test: 'oauth-v3-token.test.ts: leaves the access token before a rotation to its own expiry, where version 2 leaves it a minute',
    provenance: documented,
  },
  {
    path: v3,
    en: 'A refreshed token carries what the user granted since as well; offline_access is not added.',
    zh: '刷新得到的令牌也包含用户此后新增的授权；不会增加 offline_access。',
    test: 'closer.test.ts: does so at version 3 too',
    provenance: documented,
  },
  {
    path: v3,
    en: 'client_assertion: iss and sub are the App ID, aud is named, exp is to come; the signature is not checked.',
    zh: 'client_assertion：iss 与 sub 为 App ID，必须有 aud，exp 未过期；不校验签名。',
    test: 'closer.test.ts: is taken when its claims fit',
    provenance: assumed,
  },
  {
    path: v3,
    en: 'client_credentials answers the app’s own token; device_code ends a device authorization.',
    zh: 'client_credentials 返回应用自身的令牌；device_code 完成设备授权。',
    test: 'oauth-v3-token.test.ts: gives the app its own token for client_credentials, which version 2 does not know',
    provenance: officialCode,
  },
  {
    path: tokens,
    en: 'A well-formed App ID that nobody has: 10014 "app id not exists" at HTTP 200.',
    zh: '格式正确但不存在的 App ID：HTTP 200，10014“app id not exists”。',
    test: 'app-token.test.ts: hears of %s at HTTP 200, in these words',
    provenance: field('2026-09-12'),
  },
  {
    path: tokens,
    en: 'A wrong App Secret: 10014 "app secret invalid", not 10015.',
    zh: 'App Secret 错误：10014“app secret invalid”，而非 10015。',
    test: 'app-token.test.ts: hears of %s at HTTP 200, in these words',
    provenance: field('2026-06'),
  },
  {
    path: tokens,
    en: 'A malformed App ID or empty values: 10003 at HTTP 200 with data: {}.',
    zh: 'App ID 格式错误或值为空：HTTP 200，10003，带 data: {}。',
    test: 'app-token.test.ts: hears of %s at HTTP 200, in these words',
    provenance: field('2026-09'),
  },
  {
    path: tokens,
    en: 'A disabled app: 10014 "app unauthorized", as 通用错误码 words it.',
    zh: '应用已停用：10014“app unauthorized”（通用错误码的措辞）。',
    test: 'app-token.test.ts: is told 10014 when it is disabled',
    provenance: assumed,
  },
  {
    path: '*',
    en: 'Answers to a missing or dead token carry error.log_id and troubleshooter.',
    zh: '令牌缺失或失效的回答带有 error.log_id 与 troubleshooter。',
    test: 'scopes.test.ts: is refused with the statuses and words seen on the platform',
    provenance: field('2026-09'),
  },
  {
    path: '*',
    en: '99991679 carries troubleshooter too, 99991672 does not; 99991400 is code and msg alone.',
    zh: '99991679 也带 troubleshooter，99991672 不带；99991400 只有 code 与 msg。',
    test: 'closer.test.ts: 99991679 says where to look',
    provenance: documented,
  },
  {
    path: '*',
    en: 'A made-up token that looks like a JWT: 99991668.',
    zh: '形似 JWT 的伪造令牌：99991668。',
    test: 'scopes.test.ts: is refused with the statuses and words seen on the platform',
    provenance: field('2026-09'),
  },
  {
    path: '*',
    en: 'An unknown path: HTTP 404, text/plain "404 page not found".',
    zh: '未知路径：HTTP 404，text/plain“404 page not found”。',
    test: 'journal.test.ts: explains an address that does not exist',
    provenance: field('2026'),
  },
  {
    path: '*',
    en: 'Access control: 21000 and 21001 with data.challenge_url (faults access-challenge, access-denied).',
    zh: '访问控制：21000 与 21001，带 data.challenge_url（故障 access-challenge、access-denied）。',
    test: 'faults.test.ts: %s is the tenant’s access control, %s, with where the challenge is',
    provenance: officialCode,
  },
  {
    path: '*',
    en: 'HTTP 403 of 21000 and 21001, and their texts.',
    zh: '21000 与 21001 的 HTTP 403 及文案。',
    test: 'faults.test.ts: %s is the tenant’s access control, %s, with where the challenge is',
    provenance: assumed,
  },
  {
    path: feishu.authorizeEndpoint.path,
    en: 'At most 200 scopes in one request; prompt=consent asks again.',
    zh: '单次最多 200 个权限；prompt=consent 会再次征求同意。',
    test: 'pages/authorize.test.ts: takes two hundred scopes in one request, and counts those the app lacks',
    provenance: { source: 'documented', seen: '2026-09-11' },
  },
  {
    path: feishu.authorizeEndpoint.path,
    en: 'Somebody frozen, resigned or not activated is stopped here, with 20066.',
    zh: '已暂停、已离职或未激活的用户在此即被拒绝，错误码 20066。',
    test: 'pages/authorize.test.ts: hands a frozen or resigned person no code: 20066 is shown, and the browser goes nowhere',
    provenance: assumed,
  },
  {
    path: feishu.userInfoEndpoint.path,
    en: 'A disabled app (99991662) and an address outside the allow-list (99991401) are refused.',
    zh: '拒绝已停用的应用（99991662）与白名单之外的地址（99991401）。',
    test: 'closer.test.ts: is refused to a disabled app, and to an address outside the allow-list',
    provenance: documented,
  },
  {
    path: feishu.passportTokenEndpoint.path,
    en: 'The secret may be left out for a code asked for with a code_challenge, not for others.',
    zh: '仅使用 code_challenge 获取的 code 可省略 client_secret。',
    test: 'closer.test.ts: may not be left out with a verifier that no challenge waits for',
    provenance: documented,
  },
  ...[feishu.sessionQueryEndpoint.path, feishu.sessionLogoutEndpoint.path].flatMap((path): FactRow[] => [
    {
      path,
      en: 'Self-built apps only, and people of their tenant only.',
      zh: '仅限自建应用，且仅限其所在租户的用户。',
      test: 'closer.test.ts: are neither listed nor ended',
      provenance: documented,
    },
    {
      path,
      en: 'A store app is told 99991673.',
      zh: '商店应用得到 99991673。',
      test: 'closer.test.ts: may not ask for sessions, nor end them',
      provenance: assumed,
    },
  ]),
  {
    path: feishu.contactUserEndpoint.path,
    en: 'Somebody right under the root has department_ids ["0"].',
    zh: '直属根部门的用户，其 department_ids 为 ["0"]。',
    test: 'directory.test.ts: is right under the root without a department',
    provenance: assumed,
  },
  {
    path: feishu.contactDepartmentsEndpoint.path,
    en: 'An open_department_id is the same for all apps; the pages contradict each other.',
    zh: 'open_department_id 对所有应用相同；各文档页说法不一。',
    test: 'directory.test.ts: have one open id for all apps of their organisation',
    provenance: assumed,
  },
  {
    path: feishu.contactGroupsEndpoint.path,
    en: 'The numbers are those of 查询用户组成员列表 beside it, and 41012 for an id that is none; page_size is 1000 at most.',
    zh: '错误码取自相邻的“查询用户组成员列表”，无效 ID 为 41012；page_size 最大 1000。',
    test: 'directory.test.ts: are refused as the page says',
    provenance: assumed,
  },
  {
    path: feishu.applicationMeEndpoint.path,
    en: 'security, event and allow_refresh_token in the answer (setting application_details).',
    zh: '回答中的 security、event 与 allow_refresh_token（设置 application_details）。',
    test: 'application-me.test.ts: hears of its addresses, security, events, scopes and state',
    provenance: officialCode,
  },
  {
    path: feishu.longConnectionEndpoint.path,
    en: 'Without credentials 1000040344, for an unknown App ID 1000040346, at HTTP 200.',
    zh: '缺少凭证为 1000040344，未知 App ID 为 1000040346，均为 HTTP 200。',
    test: 'strangers-events.test.ts: is given to a self-built app with the right secret',
    provenance: field('2026'),
  },
  {
    path: feishu.longConnectionEndpoint.path,
    en: 'The 51st socket of an app is closed, however early its ticket was handed out.',
    zh: '应用的第 51 个连接会被关闭，无论其 ticket 何时发放。',
    test: 'closer.test.ts: are fifty at most, however many tickets were handed out before',
    provenance: documented,
  },
  {
    path: device,
    en: 'Polls fail with authorization_pending, slow_down (five seconds more), access_denied or expired_token at HTTP 400.',
    zh: '轮询失败为 HTTP 400 的 authorization_pending、slow_down（间隔加五秒）、access_denied 或 expired_token。',
    test: 'device.test.ts: ends with access_denied, and with expired_token after ten minutes',
    provenance: officialCode,
  },
  {
    path: device,
    en: 'The page is /oauth/v1/device/verify, and a code lives 600 seconds.',
    zh: '页面地址为 /oauth/v1/device/verify，验证码有效 600 秒。',
    test: 'device.test.ts: is pending until a person has entered the code, signed in and allowed it',
    provenance: field('2026'),
  },
  {
    path: feishu.oauthRevokeEndpoint.path,
    en: 'Either token ends both, and what the user granted stays granted.',
    zh: '任一令牌都会使两者失效；用户已授予的权限保留。',
    test: 'oauth-revoke.test.ts: of the %s token ends both of its tokens',
    provenance: assumed,
  },
  {
    path: feishu.appRegistrationEndpoint.path,
    en: 'What init answers.',
    zh: 'init 的回答。',
    test: 'device.test.ts: exists once the person has allowed it, and works',
    provenance: assumed,
  },
  ...eventFacts,
];

/** What is known of one endpoint or event beyond its page. */
export function factsOf(path: string): readonly Fact[] {
  return facts.filter((fact) => fact.path === path);
}

/** Without the tests, which the installed package has not. */
export const facts: readonly Fact[] = factRows.map(({ test: _test, ...fact }) => fact);
