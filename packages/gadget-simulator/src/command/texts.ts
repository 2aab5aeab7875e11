import type { Person } from '../platform/platform.ts';
import type { Language } from './argument-texts.ts';

interface Ready {
  url: string;
  folder: string;
  person: Person;
  people: readonly Person[];
  platform: string;
  /** Whether the emulator was started for this. */
  ours: boolean;
}

interface CommandTexts {
  help: string;
  ready(what: Ready): string;
  changed(paths: readonly string[]): string;
}

const listed = (people: readonly Person[]): string =>
  people.map(({ open_id, name }) => `    ${open_id}  ${name}`).join('\n');

/** What the command says, in the language of the terminal. */
export const commandTexts: Readonly<Record<Language, CommandTexts>> = {
  en: {
    help: `gadget-simulator — a Feishu mini program in your browser, without Feishu

Usage: gadget-simulator [folder] [options]

  folder                the one with project.config.json (default: this one)
  -p, --port NUMBER     port to listen on (default 5000, 0 for any free one)
      --platform URL    the feishu-emulator that your server uses, such as
                        http://localhost:4000 (default: one is started)
      --person WHO      who holds the device: a name or an open_id of the platform
      --path PAGE       page to open, such as pages/order/order
      --query TEXT      its query, such as 'id=7&from=card'
      --client VERSION  version of the Feishu client (default 7.50.0)
      --device NAME     ios, android, darwin, windows_nt, openharmony
      --language NAME   zh_CN, en_US
      --theme NAME      light, dark
      --behaviour NAME  how the person and the network behave: ask, accept, refuse,
                        forbid, offline, slow, errno103, absent
      --lang zh|en      language of these messages (default: the terminal's)
  -v, --version         the version of this program
  -h, --help            this text

A saved file loads the page anew: the page that is seen, its query and storage are
kept; data of pages, and the pages below, are lost.`,
    ready: ({ url, folder, person, people, platform, ours }) => `Mini program: ${url}

  Folder     ${folder}  (a saved file loads the page anew)
  Person     ${person.name}  ${person.open_id}
  Platform   ${platform}${ours ? '  (started for this; your server has to use it, too)' : ''}

  People of the platform, for --person
${listed(people)}

  Ctrl+C stops it.`,
    changed: (paths) => `saved ${paths.join(', ')}: loaded anew`,
  },
  zh: {
    help: `gadget-simulator — 在浏览器中运行飞书小程序，无需飞书

用法：gadget-simulator [目录] [选项]

  目录                  含 project.config.json 的目录（默认当前目录）
  -p, --port 端口       监听端口（默认 5000，0 表示任意空闲端口）
      --platform 地址   服务端所用的 feishu-emulator，例如 http://localhost:4000
                        （默认自动启动一个）
      --person 用户     持有设备的人：平台上的姓名或 open_id
      --path 页面       打开的页面，例如 pages/order/order
      --query 参数      页面参数，例如 'id=7&from=card'
      --client 版本     飞书客户端版本（默认 7.50.0）
      --device 设备     ios、android、darwin、windows_nt、openharmony
      --language 语言   zh_CN、en_US
      --theme 主题      light、dark
      --behaviour 行为  用户与网络的行为：ask、accept、refuse、forbid、offline、
                        slow、errno103、absent
      --lang zh|en      提示语言（默认跟随终端）
  -v, --version         本程序的版本
  -h, --help            显示本说明

保存文件后页面自动重新加载：保留当前页面、其参数与本地缓存；页面的 data 以及下层
页面会丢失。`,
    ready: ({ url, folder, person, people, platform, ours }) => `小程序：${url}

  目录    ${folder}  （保存后自动重新加载）
  用户    ${person.name}  ${person.open_id}
  平台    ${platform}${ours ? '  （为本次启动；服务端也要使用它）' : ''}

  平台上的用户，可用于 --person
${listed(people)}

  按 Ctrl+C 停止。`,
    changed: (paths) => `已保存 ${paths.join('、')}：已重新加载`,
  },
};
