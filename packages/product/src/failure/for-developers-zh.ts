import { consolePath, type ForDevelopers } from './explanations.ts';

export const forDevelopersZh: ForDevelopers = {
  scope_missing: {
    title: '应用还没有开通所需权限',
    what: '登录时申请的权限，在飞书里没有开通或没有随版本发布。',
    steps: [
      { text: '开通 FEISHU_SCOPES 中的每一项：', path: consolePath.scopes },
      { text: '创建版本并发布，权限才会生效：', path: consolePath.release },
    ],
  },
  scope_list: {
    title: '权限列表有误',
    what: '申请的权限有重复，或超出了用户同意的范围。',
    steps: [
      { text: '检查 FEISHU_SCOPES：每项一次，且都已开通。', path: consolePath.scopes },
      { text: '重启服务后再试。' },
    ],
  },
  app_id: {
    title: 'App ID 不对',
    what: '飞书不认识这个应用，或登录码属于另一个应用。',
    steps: [
      { text: '核对 App ID（测试版与正式版不同），填入 FEISHU_APP_ID：', path: consolePath.credentials },
      { text: '国际版应用属于 Lark，需设置 FEISHU_REGION=lark。' },
    ],
  },
  wrong_secret: {
    title: '应用密钥不对',
    what: '飞书拒绝了服务器的 App Secret，所有人都不能登录。',
    steps: [
      { text: '复制 App Secret，填入 FEISHU_APP_SECRET；重置过就要同步更新：', path: consolePath.credentials },
      { text: '重启服务后再试。' },
    ],
  },
  app_credentials: {
    title: '飞书不接受这个应用的凭证',
    what: '多半是 App Secret 填错或已重置，也可能是 App ID 填错，或应用还没有发布。所有人都不能登录。',
    steps: [
      {
        text: '重新复制 App ID 和 App Secret，填入 FEISHU_APP_ID 和 FEISHU_APP_SECRET，再重启服务：',
        path: consolePath.credentials,
      },
      { text: '两者都对，就确认已发布版本、应用已启用：', path: consolePath.release },
    ],
  },
  redirect_url: {
    title: '登录地址没有登记',
    what: '飞书只会把登录码交给登记过的地址，而这个网站的地址不在名单里。',
    steps: [
      { text: '添加下面的地址，协议、域名、端口和路径须完全一致：', path: consolePath.redirectUrls, addresses: true },
      { text: '若部署在代理之后，确认 PUBLIC_URL 就是浏览器里的地址。' },
    ],
  },
  refresh_off: {
    title: '应用没有开启令牌刷新',
    what: '飞书不允许这个应用刷新用户令牌。',
    steps: [
      { text: '打开“刷新 user_access_token”：', path: consolePath.security },
      { text: '发布新版本后生效：', path: consolePath.release },
    ],
  },
  ip_denied: {
    title: '服务器的 IP 不在白名单里',
    what: '应用设置了 IP 白名单，飞书拒绝了来自这台服务器的请求。',
    steps: [{ text: '把服务器的出口 IP 加入名单：', path: consolePath.ipAllowList }],
  },
  wrong_brand: {
    title: '飞书与 Lark 混用了',
    what: '这个应用属于另一个平台：飞书应用要用飞书的服务地址，Lark 应用要用 Lark 的。',
    steps: [{ text: '把 FEISHU_REGION 改为应用所属的平台（feishu 或 lark），重启服务。' }],
  },
  request_to_feishu: {
    title: '飞书没有接受登录请求',
    what: '请求的参数不合要求，重试通常没有用。',
    steps: [{ text: '按飞书错误码和请求编号查服务器日志。' }],
  },
  host_header: {
    title: '服务器收到的主机名不是它的',
    what: '你打开的不是服务器所配置的地址，或者前面的代理没有把浏览器的 Host 原样传来。',
    steps: [
      { text: '只从 PUBLIC_URL 的地址打开。' },
      {
        text: '让代理原样传递 Host，例如 nginx：proxy_set_header Host $http_host;。收到的主机名在服务器日志里，事件 http.refused，原因 misdirected_host。',
      },
    ],
  },
  page_address: {
    title: '网站地址与配置不一致',
    what: '你打开的地址，不是服务器所配置的地址。',
    steps: [{ text: '把 PUBLIC_URL 设为浏览器里看到的地址，并只从这个地址打开。' }],
  },
};
