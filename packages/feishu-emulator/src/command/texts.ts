import type { App, User } from '../state/records.ts';

export type Language = 'zh' | 'en';

interface CommandTexts {
  help: string;
  ready(url: string, apps: readonly App[], users: readonly User[]): string;
  portInUse(port: number): string;
  portForbidden(port: number): string;
  badPort(text: string): string;
  badHost(host: string): string;
  seedUnreadable(file: string, reason: string): string;
  seedNotJson(file: string, reason: string): string;
}

const statusMarks: Readonly<Record<Language, Record<User['status'], string>>> = {
  en: { active: '', frozen: ' (frozen)', resigned: ' (resigned)', unregistered: ' (not activated)' },
  zh: { active: '', frozen: '（已暂停）', resigned: '（已离职）', unregistered: '（未激活）' },
};

function people(language: Language, users: readonly User[]): string {
  const outside = language === 'zh' ? '（不在可用范围）' : ' (outside availability)';
  return users
    .map((user) => {
      const mark = statusMarks[language][user.status] + (user.available ? '' : outside);
      return `    ${user.open_id}  ${user.name}${mark}`;
    })
    .join('\n');
}

function credentials(apps: readonly App[]): string {
  return apps.map((app) => `    ${app.app_id}  ${app.app_secret}  ${app.name}`).join('\n');
}

function environment(url: string, app: App | undefined): string {
  return [
    `    FEISHU_OPEN_URL=${url}`,
    `    FEISHU_ACCOUNTS_URL=${url}`,
    `    FEISHU_APP_ID=${app?.app_id ?? ''}`,
    `    FEISHU_APP_SECRET=${app?.app_secret ?? ''}`,
  ].join('\n');
}

/** What the command says, in the language of the terminal. */
export const commandTexts: Readonly<Record<Language, CommandTexts>> = {
  en: {
    help: `feishu-emulator — Feishu's open platform on your machine, for tests and development

Usage: feishu-emulator [options]

  -p, --port NUMBER   port to listen on (default 4000, 0 for any free one)
      --host ADDRESS  address to listen on (default 127.0.0.1, this machine only)
      --allow-host NAME
                      a name, beside localhost, under which the panel and the control
                      API may be used (again for each name)
  -s, --seed FILE     apps and users from a JSON file instead of the built-in ones
      --strict        hold callers to the letter of the documentation
      --lang zh|en    language of these messages (default: the terminal's)
  -h, --help          this text

Everything is in memory and gone with the process.`,
    ready: (url, apps, users) => `Feishu emulator: ${url}

  Panel and journal
    ${url}/_emulator/
  Apps (id, secret)
${credentials(apps)}
  Users
${people('en', users)}
  For a server that is to use it
${environment(url, apps[0])}

  Ctrl+C stops it.`,
    portInUse: (port) => `port ${port} is in use. Stop what uses it, or choose another one with --port (0 takes any).`,
    portForbidden: (port) => `port ${port} may not be used by you. Choose one above 1023 with --port.`,
    badPort: (text) => `--port must be a number from 0 to 65535, it was "${text}".`,
    badHost: (host) => `--host ${host} is not an address of this machine.`,
    seedUnreadable: (file, reason) => `cannot read the seed ${file}: ${reason}`,
    seedNotJson: (file, reason) => `the seed ${file} is not JSON: ${reason}`,
  },
  zh: {
    help: `feishu-emulator — 在本机运行的飞书开放平台，用于测试与开发

用法：feishu-emulator [选项]

  -p, --port 端口     监听端口（默认 4000，0 表示任意空闲端口）
      --host 地址     监听地址（默认 127.0.0.1，仅本机可访问）
      --allow-host 名称
                      除 localhost 外，允许访问面板与控制接口的主机名（可重复）
  -s, --seed 文件     用 JSON 文件中的应用与用户替换内置数据
      --strict        严格按文档要求检查调用方
      --lang zh|en    提示语言（默认跟随终端）
  -h, --help          显示本说明

所有数据都在内存中，进程结束即消失。`,
    ready: (url, apps, users) => `飞书平台模拟器：${url}

  面板与调用日志
    ${url}/_emulator/
  应用（App ID、App Secret）
${credentials(apps)}
  用户
${people('zh', users)}
  供服务端使用的环境变量
${environment(url, apps[0])}

  按 Ctrl+C 停止。`,
    portInUse: (port) => `端口 ${port} 已被占用。请停止占用它的程序，或用 --port 指定其他端口（0 表示任意）。`,
    portForbidden: (port) => `没有权限使用端口 ${port}。请用 --port 指定 1023 以上的端口。`,
    badPort: (text) => `--port 必须是 0 到 65535 的数字，实际为“${text}”。`,
    badHost: (host) => `--host ${host} 不是本机地址。`,
    seedUnreadable: (file, reason) => `无法读取种子文件 ${file}：${reason}`,
    seedNotJson: (file, reason) => `种子文件 ${file} 不是合法的 JSON：${reason}`,
  },
};
