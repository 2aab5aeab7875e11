import { consolePath, type FurtherExplanations } from './explanations.ts';

export const explanationsZh: FurtherExplanations = {
  attempt_over: {
    title: '这次登录已失效',
    what: '登录须在十分钟内、在同一个浏览器里完成。这个链接已经过期，或是在另一个浏览器里发起的。',
    steps: [{ text: '点“重试”，重新登录一次。' }, { text: '不要打开别人发来的登录链接。' }],
  },
  code_spent: {
    title: '登录码已失效',
    what: '飞书发的登录码只能用一次，几分钟后失效。刷新或后退会再次提交同一个码。',
    steps: [{ text: '点“重试”，取一个新的登录码。' }],
  },
  cookies_blocked: {
    title: '浏览器没有保存登录状态',
    what: '服务器已让你登录，但浏览器拒绝了 Cookie。嵌在其他网站里的页面常会这样。',
    steps: [
      { text: '允许本站使用 Cookie，或退出无痕模式，然后重试。' },
      { text: '如果页面嵌在别的应用里，请在独立窗口中打开它。' },
    ],
  },
  feishu_down: {
    title: '飞书暂时没有回应',
    what: '飞书的登录服务没有在限定时间内给出可用的答复。',
    steps: [{ text: '过一会儿再试。' }, { text: '若其他飞书应用正常，把请求编号发给开发者。' }],
  },
  feishu_session: {
    title: '飞书客户端的登录已失效',
    what: '飞书客户端没能确认你是谁，所以没有发出登录码。',
    steps: [{ text: '完全退出飞书再打开；若仍不行，在飞书里退出账号后重新登录。' }, { text: '回到这里重试。' }],
  },
  client_failed: {
    title: '飞书客户端没有发出登录码',
    what: '当前客户端没能完成免登。',
    steps: [{ text: '点“重试”；在网页里，也可以改用飞书登录页。' }, { text: '把飞书更新到最新版本。' }],
  },
  client_too_old: {
    title: '需要更新飞书',
    what: '这个版本的飞书无法申请新的权限。',
    steps: [{ text: '把飞书更新到 6.9 或更高版本，再回到这里。' }],
  },
  client_denies: {
    title: '飞书不允许授权',
    what: '你的设备、飞书的设置或企业不允许这项操作，并不是你拒绝了。',
    steps: [{ text: '检查飞书的权限设置，然后重试。' }, { text: '若仍不行，请联系管理员。' }],
  },
  not_registered: {
    title: '你的飞书账号还没有激活',
    what: '企业已添加了你，但你还没有接受邀请。',
    steps: [{ text: '打开邀请短信或邮件，完成飞书账号注册，然后重试。' }, { text: '找不到邀请时，请管理员重新发送。' }],
  },
  scopes_wanted: {
    title: '还需要你的授权',
    what: '这个功能要用到你尚未同意的权限。',
    steps: [{ text: '点“重试”，在飞书的授权页同意新增的权限。' }],
  },
  session_over: {
    title: '登录已结束',
    what: '登录已过期，或已在别处退出。',
    steps: [{ text: '点“重试”，重新登录。' }],
  },
  not_available: {
    title: '你不在这个应用的可用范围内',
    what: '应用只对部分成员开放，目前不包括你的账号。',
    steps: [
      { text: '管理员把你或你的部门加入可用成员，并确认不在禁用名单里：', path: consolePath.availability },
      { text: '如果你用的是另一家企业的飞书账号，请切换到本企业账号再试。' },
    ],
  },
  not_installed: {
    title: '你的企业还没有安装这个应用',
    what: '飞书说，你当前账号所属的企业没有安装它。',
    steps: [
      { text: '管理员安装或启用应用：', path: consolePath.apps },
      { text: '如果你属于多家企业，请在飞书里切换后再试。' },
    ],
  },
  resigned: {
    title: '这个飞书账号已离职',
    what: '企业已将该账号标记为离职，所以不能登录。',
    steps: [{ text: '如果标记有误，管理员可以恢复成员：', path: consolePath.members }],
  },
  frozen: {
    title: '这个飞书账号已被暂停使用',
    what: '企业暂停了该账号，恢复之前不能登录。',
    steps: [{ text: '管理员恢复账号：', path: consolePath.members }],
  },
  user_status: {
    title: '这个飞书账号的状态不能登录',
    what: '账号可能已暂停、离职或尚未激活。',
    steps: [{ text: '管理员查看账号状态：', path: consolePath.members }],
  },
  user_unknown: {
    title: '飞书里没有这个账号',
    what: '账号可能已从企业中删除。',
    steps: [{ text: '管理员确认你仍在企业里：', path: consolePath.members }, { text: '换一个飞书账号再试。' }],
  },
  not_allowed: {
    title: '这个账号不能使用本应用',
    what: '你的身份已由飞书确认，但企业或账号不在允许的名单里。',
    steps: [
      { text: '如果你属于多家企业，请在飞书里切换到允许的那一家再试。' },
      {
        text: '应当允许时，请管理员检查账号状态，以及本应用允许的企业、部门、用户组、职务与人员（ALLOWED_TENANTS、ALLOWED_DEPARTMENTS 等）。',
      },
    ],
  },
  app_disabled: {
    title: '这个应用已停用',
    what: '它在飞书里处于停用状态，所有人都不能登录。',
    steps: [
      { text: '管理员启用应用：', path: consolePath.apps },
      { text: '开发者确认有已发布的版本：', path: consolePath.release },
    ],
  },
  organization_denies: {
    title: '企业不允许这项操作',
    what: '企业的安全设置让飞书拒绝了登录请求。',
    steps: [
      { text: '如果飞书要求验证身份，完成后再试。' },
      { text: '管理员确认企业允许使用这个应用：', path: consolePath.apps },
    ],
  },
  quota_used: {
    title: '企业本月的调用额度已用完',
    what: '飞书在下个月或扩容之前，会拒绝这个企业的接口调用。',
    steps: [{ text: '管理员查看用量并扩容：', path: consolePath.costs }],
  },
};
