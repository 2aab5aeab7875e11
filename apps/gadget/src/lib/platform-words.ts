import type { Language } from './messages.ts';

/** What happened and what to do, in each language. */
export type Words = Record<Language, readonly [title: string, text: string]>;

const denied: Words = {
  'zh-CN': [
    '飞书不允许授权',
    '你的设备、飞书的设置或企业不允许这项操作，并不是你拒绝了。请检查飞书的权限设置，或联系管理员。',
  ],
  en: [
    'Feishu does not allow it',
    'Your device, Feishu’s settings or your organization forbid it; you declined nothing. Check them, or ask your administrator.',
  ],
};

const notAvailable: Words = {
  'zh-CN': [
    '你不在这个应用的可用范围内',
    '应用只对部分成员开放，目前不包括你的账号。请管理员把你加入可用成员；如果这是另一家企业的账号，请切换后再试。',
  ],
  en: [
    'This app is not available to you',
    'It is open to some members only. Ask your administrator to add you, or switch to your account of this organization.',
  ],
};

/** Feishu's own numbers say most: of its server's token endpoint, and the client's errno. The web page has the same words. */
const byNumber: readonly [readonly number[], Words][] = [
  [[106, 107, 108], denied],
  [[20_010, 10_227, 10_228], notAvailable],
  [
    [20_009],
    {
      'zh-CN': ['你的企业还没有安装这个应用', '请管理员安装或启用它。如果你属于多家企业，请在飞书里切换后再试。'],
      en: [
        'Your organization has not installed this app',
        'Ask your administrator, or switch organizations in Feishu.',
      ],
    },
  ],
  [
    [20_021],
    {
      'zh-CN': ['这个飞书账号已离职', '企业已将该账号标记为离职，所以不能登录。如果标记有误，管理员可以恢复成员。'],
      en: [
        'This Feishu account has left the organization',
        'Your organization marked it as resigned. An administrator can restore it.',
      ],
    },
  ],
  [
    [20_022],
    {
      'zh-CN': ['这个飞书账号已被暂停使用', '企业暂停了该账号，恢复之前不能登录。请联系管理员。'],
      en: ['This Feishu account is suspended', 'Your organization suspended it. An administrator can restore it.'],
    },
  ],
  [
    [20_066],
    {
      'zh-CN': ['这个飞书账号的状态不能登录', '账号可能已暂停、离职或尚未激活。请联系管理员。'],
      en: [
        'This Feishu account cannot sign in',
        'It may be suspended, resigned or not activated. Ask your administrator.',
      ],
    },
  ],
  [
    [20_023],
    {
      'zh-CN': ['你的飞书账号还没有激活', '企业已添加了你。请按邀请短信或邮件完成注册；找不到时，请管理员重新发送。'],
      en: [
        'Your Feishu account is not active yet',
        'Finish the registration from your invitation, or ask your administrator to send it again.',
      ],
    },
  ],
  [
    [20_008],
    {
      'zh-CN': ['飞书里没有这个账号', '账号可能已从企业中删除。请管理员确认，或换一个飞书账号再试。'],
      en: ['Feishu does not know this account', 'It may have been deleted. Ask your administrator, or use another.'],
    },
  ],
];

/** The words for what Feishu itself gave a number to, where it has a meaning of its own for the reader. */
export function platformWords(number: number | undefined): Words | undefined {
  return number === undefined ? undefined : byNumber.find(([numbers]) => numbers.includes(number))?.[1];
}
