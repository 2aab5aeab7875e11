/** What somebody who starts the simulator can put right, and what is needed to say it in words. */
export interface Troubles {
  no_folder: { folder: string };
  not_a_gadget: { folder: string; found: readonly string[] };
  broken_gadget: { reason: string };
  no_such_page: { path: string; pages: readonly string[] };
  no_such_person: { person: string; people: readonly { open_id: string; name: string }[] };
  platform_unreachable: { url: string };
  port_in_use: { port: number };
  port_forbidden: { port: number };
  no_browser: Record<never, never>;
}

export type Trouble = keyof Troubles;

/** Its `message` is English; the command says it in the terminal's language. */
export class SimulatorError extends Error {
  override name = 'SimulatorError';
  readonly code: Trouble;
  /** The same in Chinese. */
  readonly chinese: string;

  constructor(trouble: Told, cause?: unknown) {
    super(say('en', trouble), { cause });
    this.code = trouble.code;
    this.chinese = say('zh', trouble);
  }
}

/** One of them, with what is needed to say it. */
export type Told = { [Code in Trouble]: { code: Code } & Troubles[Code] }[Trouble];

function say<Code extends Trouble>(language: 'en' | 'zh', trouble: { code: Code } & Troubles[Code]): string {
  return troubleTexts[language][trouble.code](trouble);
}

type Texts = { readonly [Code in Trouble]: (facts: Troubles[Code]) => string };

const list = (values: readonly string[]): string => values.map((value) => `\n    ${value}`).join('');
const peopleOf = (people: Troubles['no_such_person']['people']): string =>
  list(people.map(({ open_id, name }) => `${open_id}  ${name}`));

const troubleTexts: Readonly<Record<'en' | 'zh', Texts>> = {
  en: {
    no_folder: ({ folder }) => `there is no folder ${folder}`,
    not_a_gadget: ({ folder, found }) =>
      `${folder} is not a mini program: it has no project.config.json.${
        found.length === 0 ? '' : ` Perhaps you mean${list(found)}`
      }`,
    broken_gadget: ({ reason }) => reason,
    no_such_page: ({ path, pages }) => `app.json has no page ${path}; it has${list(pages)}`,
    no_such_person: ({ person, people }) => `nobody on the platform is ${person}; there are${peopleOf(people)}`,
    platform_unreachable: ({ url }) =>
      `no Feishu emulator answers at ${url}. Start one with \`npx feishu-emulator\`, or leave --platform out: one is started then.`,
    port_in_use: ({ port }) => `port ${port} is in use. Choose another one with --port (0 takes any).`,
    port_forbidden: ({ port }) => `port ${port} may not be used by you. Choose one above 1023 with --port.`,
    no_browser: () =>
      'no browser was found: install Chrome or Chromium, run `npx playwright-core install chromium`, or name one in CHROMIUM_PATH.',
  },
  zh: {
    no_folder: ({ folder }) => `没有目录 ${folder}`,
    not_a_gadget: ({ folder, found }) =>
      `${folder} 不是小程序：没有 project.config.json。${found.length === 0 ? '' : `您要找的也许是${list(found)}`}`,
    broken_gadget: ({ reason }) => reason,
    no_such_page: ({ path, pages }) => `app.json 中没有页面 ${path}，现有页面：${list(pages)}`,
    no_such_person: ({ person, people }) => `平台上没有 ${person}，现有用户：${peopleOf(people)}`,
    platform_unreachable: ({ url }) =>
      `${url} 没有飞书模拟器应答。请运行 \`npx feishu-emulator\` 启动，或省略 --platform，由本命令自动启动一个。`,
    port_in_use: ({ port }) => `端口 ${port} 已被占用。请用 --port 指定其他端口（0 表示任意）。`,
    port_forbidden: ({ port }) => `没有权限使用端口 ${port}。请用 --port 指定 1023 以上的端口。`,
    no_browser: () =>
      '没有找到浏览器：请安装 Chrome 或 Chromium，或运行 `npx playwright-core install chromium`，或用 CHROMIUM_PATH 指定。',
  },
};
