/** The hosts of the two brands. Lark's accounts host is known from the official SDK only. */
export const hosts = {
  feishu: {
    open: 'https://open.feishu.cn',
    accounts: 'https://accounts.feishu.cn',
    passport: 'https://passport.feishu.cn',
    applink: 'https://applink.feishu.cn',
  },
  lark: {
    open: 'https://open.larksuite.com',
    accounts: 'https://accounts.larksuite.com',
  },
} as const;

/** 网页应用概述 and 二维码 SDK 接入文档. */
export const scripts = {
  h5sdk: 'https://lf-scm-cn.feishucdn.com/lark/op/h5-js-sdk-1.5.44.js',
  qrLogin: 'https://lf-package-cn.feishucdn.com/obj/feishu-static/lark/passport/qrcode/LarkSSOSDKWebQRCode-1.0.3.js',
} as const;
