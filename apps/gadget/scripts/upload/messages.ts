const english = {
  usage: [
    'Usage: OPDEV_TOKEN=… pnpm gadget:upload <version> "<description>" [--platform mobile|pc]',
    '  version      greater than the last one: 1.2.3, or major, minor or patch',
    '  description  what is new; must not be empty',
    '  OPDEV_TOKEN  from `gadget:opdev token create`, after `gadget:opdev login` in the app’s tenant',
  ].join('\n'),
  previewUsage: [
    'Usage: OPDEV_TOKEN=… pnpm gadget:preview [--platform mobile|pc] [--mode M] [--page "pages/x/x?query"]',
    '  mode  how the PC client opens it: sidebar, appcenter, window or window-semi',
    '  page  where it starts',
  ].join('\n'),
  mode: (value: string, modes: readonly string[]) => `${JSON.stringify(value)} is no mode: use ${modes.join(', ')}.`,
  previewed: 'Scan the QR code with the Feishu client, in the tenant of the token.',
  notPreviewed: (status: number) => `No preview: opdev printed no QR code (exit code ${status}).`,
  version: (value: string) => `${JSON.stringify(value)} is no version: use 1.2.3, or major, minor or patch.`,
  description: 'The description is empty: opdev would stop and ask for it.',
  platform: (value: string) => `${JSON.stringify(value)} is no platform: use mobile or pc.`,
  token: 'OPDEV_TOKEN is not set. Run `pnpm gadget:opdev login`, then `pnpm gadget:opdev token create`.',
  notBuilt: (dist: string) => `${dist} does not exist: run \`pnpm gadget:build\` first.`,
  problems: 'Not uploaded, because of these problems:',
  localServer: 'This build talks to a server on this computer. Set GADGET_API_URL and build again.',
  emulatedApp: 'This build is for the emulated app. Set FEISHU_APP_ID and build again.',
  installing: (folder: string) => `Installing Feishu’s command line tool once, into ${folder} (about 160 MB)…`,
  installFailed: 'Feishu’s command line tool could not be installed:',
  uploading: (version: string) => `Uploading ${version}…`,
  succeeded: 'opdev reports success. Choose the version in the developer console: 小程序 → 版本管理.',
  failed: (status: number) =>
    `Not uploaded: opdev did not say "Upload succeed" (exit code ${status}, which it may give as 0 for failures too).`,
  unverified:
    'Note: this was tested with the real opdev and a stand-in of its service, never against the real service.',
};

export type UploadMessages = typeof english;

const chinese: UploadMessages = {
  usage: [
    '用法：OPDEV_TOKEN=… pnpm gadget:upload <版本号> "<更新说明>" [--platform mobile|pc]',
    '  版本号       必须大于上一个版本：1.2.3，或 major、minor、patch',
    '  更新说明     本次更新的内容，不能为空',
    '  OPDEV_TOKEN  在应用所属企业下 `gadget:opdev login` 之后，用 `gadget:opdev token create` 生成',
  ].join('\n'),
  previewUsage: [
    '用法：OPDEV_TOKEN=… pnpm gadget:preview [--platform mobile|pc] [--mode 方式] [--page "pages/x/x?参数"]',
    '  mode  在 PC 客户端打开的方式：sidebar、appcenter、window 或 window-semi',
    '  page  打开后进入的页面',
  ].join('\n'),
  mode: (value, modes) => `方式 ${JSON.stringify(value)} 不正确：应为 ${modes.join('、')}。`,
  previewed: '请用令牌所属企业的飞书客户端扫描二维码。',
  notPreviewed: (status) => `预览没有成功：opdev 没有输出二维码（退出码 ${status}）。`,
  version: (value) => `版本号 ${JSON.stringify(value)} 不正确：应为 1.2.3，或 major、minor、patch。`,
  description: '更新说明为空：opdev 会停下来等待输入。',
  platform: (value) => `平台 ${JSON.stringify(value)} 不正确：应为 mobile 或 pc。`,
  token: '没有设置 OPDEV_TOKEN。请先 `pnpm gadget:opdev login`，再 `pnpm gadget:opdev token create`。',
  notBuilt: (dist) => `${dist} 不存在：请先运行 \`pnpm gadget:build\`。`,
  problems: '因为以下问题，没有上传：',
  localServer: '这个构建连接的是本机的服务。请设置 GADGET_API_URL 后重新构建。',
  emulatedApp: '这个构建用的是模拟器的应用。请设置 FEISHU_APP_ID 后重新构建。',
  installing: (folder) => `首次使用，正在把飞书命令行工具安装到 ${folder}（约 160 MB）…`,
  installFailed: '飞书命令行工具安装失败：',
  uploading: (version) => `正在上传 ${version}…`,
  succeeded: 'opdev 报告上传成功。请到开发者后台选择版本：小程序 → 版本管理。',
  failed: (status) => `没有上传成功：opdev 没有输出 "Upload succeed"（退出码 ${status}；它失败时也可能返回 0）。`,
  unverified: '注意：本脚本用真实的 opdev 和服务端的替身测试过，没有在真实服务上验证。',
};

/** In the language of the terminal. */
export function messagesFor(env: Record<string, string | undefined>): UploadMessages {
  return /^zh/i.test(env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '') ? chinese : english;
}
