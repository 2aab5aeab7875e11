import type { Language } from './texts.ts';

/** What `init` writes. Each line that begins with `#` and a letter at once is a setting: without its `#` it counts. */
export const configurationTemplates: Readonly<Record<Language, string>> = {
  en: `# Configuration of feishu-emulator, found in the folder where the command runs.
# Take a leading # away to make a line count. Options and the variables PORT and SEED win over this file.
# Everything: https://www.npmjs.com/package/feishu-emulator

# Where it listens: 4000 on this machine when nothing is said. Port 0 takes any free one.
port: 4000
#host: 0.0.0.0

# Names, beside localhost, under which the panel and the control API may be used, as that of a container.
#allowedHosts: [feishu]

# Tenants, apps and people in place of the built-in ones: a JSON or YAML file, or the seed itself.
# GET /_emulator/seed.schema.json describes it, GET /_emulator/seed writes the present one.
#seed: ./seed.json

# Switches; the panel lists them all with what is known about each.
settings:
  strict: false
#  auto_login: ou_00000000000000000000000000000001
#  auto_consent: true

# Console settings of the seed's apps, by App ID.
#apps:
#  cli_a1b2c3d4e5f60718:
#    redirect_urls: [http://localhost:3000/auth/callback]
#    event_url: http://localhost:3000/feishu/events

# A file to keep the state in; the next start goes on from there.
#persist: ./feishu-emulator.state.json

# Other OpenAPIs, answered as told: the documentation is docs/other-apis.md of the package.
#stubs: [{ method: GET, path: /open-apis/im/v1/chats, answer: { body: { code: 0, data: { items: [] } } } }]

# Hands calls to the real platform once and writes them down. To answer from the file afterwards,
# put this in its place - replay: { file: ./calls.json, ignore: [uuid] }
#record: { to: https://open.feishu.cn, file: ./calls.json }

# Hosts, beside this machine, that the emulated client may send requests to.
#relayOrigins: [https://staging.example.com]
`,
  zh: `# feishu-emulator 的配置文件，命令会在当前目录中查找它。
# 去掉行首的 # 即可生效。命令行选项以及环境变量 PORT、SEED 优先于本文件。
# 完整说明：https://www.npmjs.com/package/feishu-emulator

# 监听的端口与地址：默认为本机 4000。端口 0 表示任意空闲端口。
port: 4000
#host: 0.0.0.0

# 除 localhost 外，允许访问面板与控制接口的主机名，例如容器名。
#allowedHosts: [feishu]

# 替换内置的租户、应用与用户：JSON 或 YAML 文件，或直接写在这里。
# 格式见 GET /_emulator/seed.schema.json；GET /_emulator/seed 导出当前数据。
#seed: ./seed.json

# 开关；面板中列出全部开关及其依据。
settings:
  strict: false
#  auto_login: ou_00000000000000000000000000000001
#  auto_consent: true

# 种子中应用的后台设置，以 App ID 为键。
#apps:
#  cli_a1b2c3d4e5f60718:
#    redirect_urls: [http://localhost:3000/auth/callback]
#    event_url: http://localhost:3000/feishu/events

# 保存状态的文件；下次启动从中继续。
#persist: ./feishu-emulator.state.json

# 按配置回答其他 OpenAPI，说明见本包的 docs/other-apis.zh-CN.md。
#stubs: [{ method: GET, path: /open-apis/im/v1/chats, answer: { body: { code: 0, data: { items: [] } } } }]

# 把调用转交真实平台并录制一次。以后要从文件中回答，请换成 replay: { file: ./calls.json, ignore: [uuid] }
#record: { to: https://open.feishu.cn, file: ./calls.json }

# 除本机外，模拟的客户端可以请求的来源。
#relayOrigins: [https://staging.example.com]
`,
};
