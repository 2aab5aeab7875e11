/** Why a function can only be answered by a test, in words that are read on the screen, in the console and in the lists. */
export const reasons = {
  bluetooth: {
    en: 'a browser lets a page reach a Bluetooth device only after the person has picked it from the browser’s own list',
    zh: '浏览器只允许网页访问用户在浏览器列表中亲自选定的蓝牙设备',
  },
  beacons: { en: 'a browser hears no iBeacons', zh: '浏览器收不到 iBeacon 信号' },
  wifi: { en: 'a browser does not tell which Wi-Fi networks are near', zh: '浏览器不提供附近的 Wi-Fi 列表' },
  window: {
    en: 'the window is the browser’s: size it there, or with launch({ context: { viewport } })',
    zh: '窗口属于浏览器：请直接调整浏览器窗口，或使用 launch({ context: { viewport } })',
  },
  map: { en: 'there is no map service here that knows addresses', zh: '此处没有可查询地址的地图服务' },
  tenant: {
    en: 'only the tenant’s administrator decides which scopes an app has',
    zh: '应用拥有哪些权限只由租户管理员决定',
  },
  messages: {
    en: 'the messages from which a mini program was opened are in Feishu alone',
    zh: '打开小程序时所在的消息只存在于飞书中',
  },
  untold: { en: 'no page of the documentation tells what it answers', zh: '文档中没有说明它返回什么' },
} as const;

export type Reason = keyof typeof reasons;
