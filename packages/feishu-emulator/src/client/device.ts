export type Platform = 'ios' | 'android' | 'darwin' | 'windows_nt' | 'openharmony';
export type Language = 'zh_CN' | 'en_US';
export type Theme = 'light' | 'dark';

/** A device that stands for each platform. */
const devices = {
  ios: { system: 'iOS 18.1', brand: 'Apple', model: 'iPhone 15', width: 375, height: 812, ratio: 3, statusBar: 47 },
  android: {
    system: 'Android 14',
    brand: 'Xiaomi',
    model: 'Xiaomi 14',
    width: 393,
    height: 852,
    ratio: 3,
    statusBar: 36,
  },
  openharmony: {
    system: 'OpenHarmony 5.0',
    brand: 'HUAWEI',
    model: 'Mate 60',
    width: 388,
    height: 844,
    ratio: 3,
    statusBar: 36,
  },
  darwin: { system: 'macOS 14.6', brand: 'Apple', model: 'Mac', width: 1440, height: 900, ratio: 2, statusBar: 0 },
  windows_nt: { system: 'Windows 11', brand: 'PC', model: 'PC', width: 1920, height: 1080, ratio: 1, statusBar: 0 },
} as const;

export interface DeviceSettings {
  version: string;
  platform: Platform;
  language: Language;
  /** Set only where the gadget has dark mode on (client 5.3, not on web pages and not on Harmony). */
  theme: Theme | undefined;
}

/** getSystemInfo: the documented fields. */
export function systemInfo({ version, platform, language, theme }: DeviceSettings): object {
  const device = devices[platform];
  const desktop = isDesktop(platform);
  const navigationBar = desktop ? 0 : 44;
  return {
    system: device.system,
    platform,
    brand: device.brand,
    model: device.model,
    version,
    SDKVersion: '2.18.0',
    screenWidth: device.width,
    screenHeight: device.height,
    windowWidth: desktop ? 375 : device.width,
    windowHeight: desktop ? 700 : device.height - device.statusBar - navigationBar,
    pixelRatio: device.ratio,
    pageOrientation: 'portrait',
    statusBarHeight: device.statusBar,
    language,
    fontSizeSetting: 16,
    appName: 'Feishu',
    safeArea: {
      left: 0,
      right: device.width,
      top: device.statusBar,
      bottom: device.height,
      width: device.width,
      height: device.height - device.statusBar,
    },
    navigationBarSafeArea: {
      left: 0,
      right: device.width - 97,
      top: device.statusBar,
      bottom: device.statusBar + navigationBar,
      width: device.width - 97,
      height: navigationBar,
    },
    ...(theme && { theme }),
    ...(!desktop && { deviceType: 'phone' }),
  };
}

/** Whether the client runs on a computer, where some rules differ. */
export function isDesktop(platform: Platform): boolean {
  return platform === 'darwin' || platform === 'windows_nt';
}
