const seconds = '应为整秒数，例如 1800。';
const count = '应为正整数，例如 20。';
const webAddress = '应为 https:// 开头的完整 URL。';
const platformUrl =
  '应为完整的 URL，例如 https://open.feishu.cn；生产环境（NODE_ENV=production）不接受模拟器或 http 地址。使用飞书时不必设置。';

/** What a good value looks like, in Chinese; the configuration's own messages say it in English. */
export const variableTexts: Readonly<Record<string, string>> = {
  NODE_ENV: '应为 development、test 或 production。',
  PORT: '应为端口号，例如 3000。',
  HOST: '应为本机的一个地址，例如 127.0.0.1。',
  METRICS_PORT: '应为端口号，例如 9464，且与 PORT 不同。',
  METRICS_TOKEN: '至少 16 个字符，可用 openssl rand -hex 16 生成。',
  OTEL_EXPORTER_OTLP_ENDPOINT: '应为 OpenTelemetry 收集器的地址，例如 http://localhost:4318。',
  PUBLIC_URL:
    '应为用户浏览器访问本服务的地址，例如 https://login.example.com，不带路径。除本机 localhost 外必须是 https，否则浏览器会丢弃会话 cookie。',
  DATABASE_URL:
    '应为 sqlite:./data/app.sqlite 或 postgres://用户:密码@主机/数据库；用户名或密码里的 # 写成 %23，/ 写成 %2F，? 写成 %3F，@ 写成 %40，% 写成 %25。',
  LOG_LEVEL: '应为 fatal、error、warn、info、debug、trace、silent 之一。',
  SHUTDOWN_GRACE_SECONDS: '应为整秒数（0 到 99），例如 5；0 表示立即停止接收请求。',
  BRANDING: '应为一个可读的 JSON 文件的路径，内容为名称、标志、颜色、链接和文字，见 docs/branding.zh-CN.md。',
  BRAND_NAME: '应为一行文字，最多 40 字，例如 示例公司。',
  BRAND_LOGO_URL: webAddress,
  BRAND_COLOR: '应为颜色，例如 #8a1538，在浅色和深色页面上都要看得清。',
  HELP_URL: webAddress,
  PRIVACY_URL: webAddress,
  TERMS_URL: webAddress,
  RETURN_ORIGINS: '应为逗号分隔的来源，例如 https://app.example.com（不带路径）。',
  WEBHOOKS:
    '应为一个可读的 JSON 文件的路径，内容为接收方列表：[{"url": "https://…", "secret": "whsec_…"}]，见 docs/webhooks.zh-CN.md。',
  OIDC_CLIENTS: '应为一个可读的 JSON 文件的路径，内容为应用列表，见 docs/openid-connect.zh-CN.md。',
  TRUSTED_PROXIES: '应为逗号分隔的代理地址或网段，例如 10.0.0.0/8；不能包含所有地址，否则客户端可以冒充任何来源。',
  FEISHU_APP_ID:
    '应为开发者后台「凭证与基础信息」里的 App ID，例如 cli_a1b2c3d4e5f60718。没有应用时，pnpm start 会用模拟器运行一切。',
  FEISHU_APP_SECRET: '应为开发者后台「凭证与基础信息」里的 App Secret；生产环境不接受模拟器的密钥。',
  FEISHU_REGION: '应为 feishu 或 lark。',
  FEISHU_OPEN_URL: platformUrl,
  FEISHU_ACCOUNTS_URL: platformUrl,
  FEISHU_PASSPORT_URL: platformUrl,
  FEISHU_TOKEN_VERSION: '应为 auto、3 或 2。',
  FEISHU_H5_SDK_URL: platformUrl,
  FEISHU_QR_SDK_URL: platformUrl,
  FEISHU_SCOPES: '应为空格或逗号分隔的权限名，最多 200 个。',
  FEISHU_ENCRYPT_KEY:
    '应为开发者后台「事件与回调 → 加密策略」里的 Encrypt Key；没有它，飞书无法把离职消息告诉本服务。没有公网地址可设 FEISHU_EVENTS=ws；确实不要事件则设 FEISHU_EVENTS=off。',
  FEISHU_VERIFICATION_TOKEN: '应为开发者后台「事件与回调 → 加密策略」里的 Verification Token。',
  FEISHU_EVENTS: '应为 http（推送到本服务）、ws（SDK 长连接，不需要公网地址）或 off（不接收事件）。',
  FEISHU_CALLS_PER_SECOND: '应为整数，例如 40；0 表示不限。',
  LINK_BY_UNION_ID: '应为 true 或 false。',
  FEISHU_SIGN_OUT: '应为 true 或 false。',
  FEISHU_APP_TYPE: '应为 self_built（企业自建应用）或 store（应用商店应用）。',
  ALLOWED_TENANTS:
    '应为逗号分隔的 tenant_key；商店应用在生产环境必须设置；自建应用要允许所有已安装的企业，请不要设置它。',
  ALLOWED_DEPARTMENTS: '应为逗号分隔的部门 ID（od-… 或企业自定义的 department_id），包含其下级部门；不能是根部门 0。',
  ADMINS: '应为逗号分隔的 open_id（ou_…）、union_id（on_…）、本服务的用户 ID、邮箱，或 group:用户组 ID。',
  ADMIN_GROUPS: '应为逗号分隔的用户组 ID。',
  ALLOWED_GROUPS: '应为逗号分隔的用户组 ID。',
  ALLOWED_JOB_TITLES: '应为逗号分隔的职务名称。',
  ALLOWED_PEOPLE: '应为逗号分隔的 open_id（ou_…）、union_id（on_…）或邮箱。',
  ALLOW_RULES:
    '应为一个可读的 JSON 文件的路径，内容为规则列表：[{"departments": ["od-…"], "job_titles": ["…"]}, {"people": ["ou_…"]}]。',
  PERSON_FACTS: '应为 departments、groups、job_title、employee_number 中的若干项，用逗号分隔。',
  ACCESS_CONTACT: '应为一行文字（最多 200 字），告诉无权登录的人联系谁，例如 IT 服务台 it@example.com。',
  ENCRYPTION_KEYS:
    '应为“名称:32 字节随机数的 base64”，多个用逗号分隔。生成：echo k1:$(openssl rand -base64 32)。设置了 FEISHU_SCOPES 的生产环境必须有它。',
  SESSION_IDLE_SECONDS: seconds,
  SESSION_ABSOLUTE_SECONDS: seconds,
  ACCESS_TOKEN_SECONDS: seconds,
  REFRESH_IDLE_SECONDS: seconds,
  REFRESH_ABSOLUTE_SECONDS: seconds,
  REFRESH_REUSE_WINDOW_SECONDS: seconds,
  LOGIN_ATTEMPT_SECONDS: seconds,
  SESSIONS_PER_USER: count,
  AUDIT_RETENTION_DAYS: '应为天数，例如 180。',
  RECONCILE_HOURS: '应为小时数，例如 24。',
  LOGIN_FAILURES_PER_MINUTE: count,
  LOGIN_REQUESTS_PER_MINUTE: count,
};
