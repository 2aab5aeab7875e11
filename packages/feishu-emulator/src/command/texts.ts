import { authorityFile } from '../https/authority-file.ts';
import { feishuHosts } from '../intercept/feishu-hosts.ts';
import type { App, User } from '../state/records.ts';

export type Language = 'zh' | 'en';

interface CommandTexts {
  ready(url: string, apps: readonly App[], users: readonly User[]): string;
  stop: string;
  secured(url: string, plain: string, folder: string): string;
  recording(to: string, file: string): string;
  replaying(file: string): string;
  portInUse(port: number): string;
  portForbidden(port: number): string;
  badPort(name: string, text: string): string;
  badHost(host: string): string;
  badLanguage(text: string): string;
  unknownCommand(word: string, meant: string | undefined): string;
  unknownOption(word: string, meant: string | undefined): string;
  /** One option means nothing without the other. */
  needed(option: string, other: string): string;
  noList(file: string): string;
  unreadable(file: string, reason: string): string;
  malformed(file: string, format: string, reason: string): string;
  severalConfigurations(names: readonly string[]): string;
  badConfiguration(file: string, issues: string): string;
  configurationExists(name: string): string;
  initialized(name: string): string;
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

const meantEn = (name: string | undefined) => (name === undefined ? '' : `; did you mean ${name}`);
const meantZh = (name: string | undefined) => (name === undefined ? '' : `，是否想输入 ${name}`);

const hostsLine = `127.0.0.1 ${feishuHosts.join(' ')}`;

/** What the command says, in the language of the terminal. */
export const commandTexts: Readonly<Record<Language, CommandTexts>> = {
  en: {
    ready: (url, apps, users) => `Feishu emulator: ${url}

  Panel and journal
    ${url}/_emulator/
  Apps (id, secret)
${credentials(apps)}
  Users
${people('en', users)}
  For a server that is to use it
${environment(url, apps[0])}`,
    stop: '\n  Ctrl+C stops it.',
    secured: (url, plain, folder) => `
  For programs whose Feishu hosts are built in: ${url}
    Node needs nothing of it:  FEISHU_EMULATOR_URL=${plain} node --import feishu-emulator/intercept …
    Others trust               ${authorityFile(folder)}
      as NODE_EXTRA_CA_CERTS, SSL_CERT_FILE or REQUESTS_CA_BUNDLE, by curl --cacert or keytool -importcert
    and are led here           by curl --connect-to ::${new URL(url).host}, or with port 443 by the hosts file:
      ${hostsLine}
    The authority can vouch for these hosts and this machine only; still, trust it no longer than you need it.`,
    recording: (to, file) => `
  Calls below /open-apis/ go to ${to}, with the secrets they carry.
  Those that are not emulated are written, without secrets, into ${file}`,
    replaying: (file) => `
  What neither the emulator nor a stub answers comes from ${file}`,
    portInUse: (port) => `port ${port} is in use. Stop what uses it, or choose another one with --port (0 takes any).`,
    portForbidden: (port) => `port ${port} may not be used by you. Choose one above 1023 with --port.`,
    badPort: (name, text) => `${name} must be a number from 0 to 65535, it was "${text}".`,
    badHost: (host) => `--host ${host} is not an address of this machine.`,
    badLanguage: (text) => `--lang must be zh or en, it was "${text}".`,
    unknownCommand: (word, meant) => `there is no command "${word}"${meantEn(meant)}. --help lists what there is.`,
    unknownOption: (word, meant) => `there is no option ${word}${meantEn(meant)}. --help lists what there is.`,
    needed: (option, other) => `${option} means nothing without ${other}.`,
    noList: (file) => `${file} holds no list of stubs.`,
    unreadable: (file, reason) => `cannot read ${file}: ${reason}`,
    malformed: (file, format, reason) => `${file} is not ${format}: ${reason}`,
    severalConfigurations: (names) => `this folder has ${names.join(' and ')}. Keep one, or name it with --config.`,
    badConfiguration: (file, issues) => `the configuration ${file} does not fit:
${issues}`,
    configurationExists: (name) => `${name} is there already, and stays as it is.`,
    initialized: (name) => `Wrote ${name}. Change what you like, then start feishu-emulator in this folder.`,
  },
  zh: {
    ready: (url, apps, users) => `飞书平台模拟器：${url}

  面板与调用日志
    ${url}/_emulator/
  应用（App ID、App Secret）
${credentials(apps)}
  用户
${people('zh', users)}
  供服务端使用的环境变量
${environment(url, apps[0])}`,
    stop: '\n  按 Ctrl+C 停止。',
    secured: (url, plain, folder) => `
  供飞书地址写死的程序使用：${url}
    Node 程序无需证书：FEISHU_EMULATOR_URL=${plain} node --import feishu-emulator/intercept …
    其他程序请信任：${authorityFile(folder)}
      通过 NODE_EXTRA_CA_CERTS、SSL_CERT_FILE、REQUESTS_CA_BUNDLE，或 curl --cacert、keytool -importcert
    并把域名指向这里：curl --connect-to ::${new URL(url).host}，或使用 443 端口并在 hosts 文件中加入：
      ${hostsLine}
    该根证书只能为上述域名与本机签发证书；用完后请不要继续信任它。`,
    recording: (to, file) => `
  /open-apis/ 下的调用会连同其中的密钥转交 ${to}
  未模拟的调用去除密钥后写入 ${file}`,
    replaying: (file) => `
  模拟器和桩都不回答的调用，由 ${file} 回答`,
    portInUse: (port) => `端口 ${port} 已被占用。请停止占用它的程序，或用 --port 指定其他端口（0 表示任意）。`,
    portForbidden: (port) => `没有权限使用端口 ${port}。请用 --port 指定 1023 以上的端口。`,
    badPort: (name, text) => `${name} 必须是 0 到 65535 的数字，实际为“${text}”。`,
    badHost: (host) => `--host ${host} 不是本机地址。`,
    badLanguage: (text) => `--lang 只能是 zh 或 en，实际为“${text}”。`,
    unknownCommand: (word, meant) => `没有命令“${word}”${meantZh(meant)}。可用的命令见 --help。`,
    unknownOption: (word, meant) => `没有选项 ${word}${meantZh(meant)}。可用的选项见 --help。`,
    needed: (option, other) => `${option} 必须与 ${other} 一起使用。`,
    noList: (file) => `${file} 不是桩的列表。`,
    unreadable: (file, reason) => `无法读取 ${file}：${reason}`,
    malformed: (file, format, reason) => `${file} 不是合法的 ${format}：${reason}`,
    severalConfigurations: (names) => `当前目录同时存在 ${names.join('、')}。请只保留一个，或用 --config 指定。`,
    badConfiguration: (file, issues) => `配置文件 ${file} 不合格：
${issues}`,
    configurationExists: (name) => `${name} 已存在，未作改动。`,
    initialized: (name) => `已写出 ${name}。按需修改后，在当前目录启动 feishu-emulator 即可。`,
  },
};
