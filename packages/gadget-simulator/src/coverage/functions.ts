import { type Reason, reasons } from './reasons.ts';

/**
 * Who answers a function of `tt`. `simulator`: this package, in the rendered page, unless the client does. `event`: this
 * package listens, and a test lets the event happen, or the browser where it has one. `client`: the Feishu client that is
 * given, such as the emulator's. `test`: nobody but a test; called without an answer it fails and says why.
 */
export type Answerer = 'simulator' | 'event' | 'client' | 'test';

/**
 * How a function is known: by a page of Feishu's documentation, in official code, from mini programs that call it and
 * no page that tells of it (field), or assumed.
 */
export type Provenance = 'documented' | 'official code' | 'field' | 'assumed';

interface Group extends Partial<Record<Answerer, string>> {
  /** Why those that only a test answers are not simulated. */
  why?: Reason;
}

/** Functions by the folder of their page; each page has the function's name, and where it has not, see `elsewhere`. */
const groups: Readonly<Record<string, Group>> = {
  cache: {
    client: `setStorage setStorageSync getStorage getStorageSync removeStorage removeStorageSync clearStorage
      clearStorageSync getStorageInfo getStorageInfoSync`,
  },
  'device/system-information': { client: 'getSystemInfo getSystemInfoSync' },
  'device/network-status': {
    simulator: 'getNetworkType getNetworkQualityType',
    event: 'onNetworkStatusChange onNetworkQualityChange',
  },
  'device/clipboard': { simulator: 'setClipboardData getClipboardData' },
  'device/scan-code': { simulator: 'scanCode' },
  'device/make-a-phone-call': { simulator: 'makePhoneCall' },
  'device/vibrate': { simulator: 'vibrateLong vibrateShort' },
  'device/screen-brightness': { simulator: 'getScreenBrightness setScreenBrightness setKeepScreenOn' },
  'device/user-screenshot-event': { simulator: 'grantScreenShot', event: 'onUserCaptureScreen offUserCaptureScreen' },
  'device/performance': { event: 'onMemoryWarning' },
  'device/accelerometer': { simulator: 'startAccelerometer stopAccelerometer', event: 'onAccelerometerChange' },
  'device/compass': { simulator: 'startCompass stopCompass', event: 'onCompassChange' },
  'device/beacon': {
    event: 'onBeaconUpdate offBeaconUpdate onBeaconServiceChange offBeaconServiceChange',
    test: 'startBeaconDiscovery stopBeaconDiscovery getBeacons',
    why: 'beacons',
  },
  'device/bluetooth': {
    event: `onBluetoothDeviceFound offBluetoothDeviceFound onBluetoothAdapterStateChange
      offBluetoothAdapterStateChange`,
    test: `openBluetoothAdapter closeBluetoothAdapter getBluetoothAdapterState getBluetoothDevices
      getConnectedBluetoothDevices startBluetoothDevicesDiscovery stopBluetoothDevicesDiscovery`,
    why: 'bluetooth',
  },
  'device/ble': {
    event: `onBLECharacteristicValueChange offBLECharacteristicValueChange onBLEConnectionStateChange
      offBLEConnectionStateChange`,
    test: `connectBLEDevice disconnectBLEDevice getBLEDeviceServices getBLEDeviceCharacteristics
      readBLECharacteristicValue writeBLECharacteristicValue notifyBLECharacteristicValueChange setBLEMTU`,
    why: 'bluetooth',
  },
  'device/nfc': { simulator: 'getNFCAdapter' },
  'device/wi-fi': {
    simulator: 'getConnectedWifi getWifiStatus',
    event: 'onGetWifiList offGetWifiList',
    test: 'getWifiList',
    why: 'wifi',
  },
  file: { simulator: 'getFileSystemManager filePicker docsPicker saveFile saveFileAs openDocument' },
  'interface/animation': { simulator: 'createAnimation' },
  'interface/canvas-drawing': {
    simulator: 'createCanvasContext canvasToTempFilePath canvasGetImageData canvasPutImageData',
  },
  'interface/customized-input': { simulator: 'getCustomizedInput' },
  'interface/darkmode': { client: 'onThemeChange offThemeChange' },
  'interface/interaction-feedback': {
    client: 'showToast hideToast showLoading hideLoading showModal',
    simulator: 'showActionSheet showPrompt',
  },
  'interface/navigation': { simulator: 'setNavigationBarTitle setNavigationBarColor' },
  'interface/pad': { simulator: 'getPadDisplayScaleMode togglePadFullScreen' },
  'interface/page-position': { simulator: 'pageScrollTo' },
  'interface/page_leave_confirm_modal': { simulator: 'enableLeaveConfirm disableLeaveConfirm' },
  'interface/pull-down-to-refresh': { simulator: 'startPullDownRefresh stopPullDownRefresh' },
  'interface/tab-bar': {
    simulator: `showTabBar hideTabBar showTabBarRedDot hideTabBarRedDot setTabBarBadge removeTabBarBadge setTabBarItem
      setTabBarStyle addTabBarItem removeTabBarItem`,
  },
  'interface/window': {
    event: 'onWindowResize offWindowResize',
    test: 'setWindowSize setPageOrientation',
    why: 'window',
  },
  location: {
    simulator: `getLocation openLocation chooseLocation getLocationStatus startLocationUpdate stopLocationUpdate`,
    event: 'onLocationChange offLocationChange onLocationChangeError offLocationChangeError',
    test: 'reverseGeocode',
    why: 'map',
  },
  'media/audio': { simulator: 'createInnerAudioContext' },
  'media/backgroundaudio': { simulator: 'getBackgroundAudioManager' },
  'media/camera': { simulator: 'createCameraContext' },
  'media/image': { simulator: 'chooseImage previewImage getImageInfo compressImage saveImageToPhotosAlbum' },
  'media/record': { simulator: 'getRecorderManager' },
  'media/video': { simulator: 'chooseVideo chooseMedia createVideoContext saveVideoToPhotosAlbum getVideoInfo' },
  navigation: {
    simulator: 'navigateTo redirectTo reLaunch switchTab navigateBack exitMiniProgram openSchema onNavigateBack',
  },
  'network/initiating-request': { client: 'request' },
  'network/upload': { simulator: 'uploadFile' },
  'network/download': { simulator: 'downloadFile' },
  'network/websocket': { simulator: 'connectSocket' },
  'new-framework': { client: 'isNewFramework' },
  'open-ability/login': { client: 'login requestAccess checkSession' },
  'open-ability/userinfo': { client: 'getUserInfo', simulator: 'enterProfile' },
  'open-ability/authorize': { simulator: 'authorize applyTenantAppScope', test: 'getTenantAppScopes', why: 'tenant' },
  'open-ability/setting': { simulator: 'getSetting openSetting' },
  'open-ability/appbadge': { simulator: 'reportBadge updateBadge', event: 'onServerBadgePush offServerBadgePush' },
  'open-ability/chat': {
    simulator: 'chooseChat enterChat enterBot toggleChat getChatInfo sendMessageCard getTriggerContext',
    event: 'onChatBadgeChange offChatBadgeChange',
    test: 'getBlockActionSourceDetail',
    why: 'messages',
  },
  'open-ability/contact': { simulator: 'chooseContact' },
  'open-ability/lark-launch-parameters': {
    simulator: 'getLaunchOptionsSync',
    test: 'getHostLaunchQuery',
    why: 'untold',
  },
  'open-ability/mail': { simulator: 'mailto' },
  'open-ability/security-code-verify': { simulator: 'startPasswordVerify' },
  'open-ability/system-authentication': { simulator: 'startDeviceCredential' },
  'open-ability/share': { simulator: 'share shareWebContent showShareMenu hideShareMenu' },
  'open-ability/watermark': { simulator: 'checkWatermark' },
  performance: { simulator: 'getPerformanceRecorder' },
  'sport-and-health': { simulator: 'getStepCount' },
  ttml: { simulator: 'createSelectorQuery createIntersectionObserver' },
  update: { simulator: 'getUpdateManager' },
};

const root = 'https://open.feishu.cn/document';

/** Pages that have moved out of the folder of their neighbours. */
const elsewhere: Readonly<Record<string, string>> = {
  updateBadge: 'client-docs/gadget/-web-app-api/open-ability/appbadge/updagebadge',
  getBlockActionSourceDetail: 'client-docs/gadget/-web-app-api/open-ability/chat/getBlockActionSourceDetail',
  enableLeaveConfirm: 'client-docs/gadget/-web-app-api/interface/page_leave_confirm_modal/enable_leave_confirm',
  disableLeaveConfirm: 'client-docs/gadget/-web-app-api/interface/page_leave_confirm_modal/disable_leave_confirm',
  getFileSystemManager: 'client-docs/gadget/-web-app-api/file/tt_get_file_system_manager',
  setPageOrientation: 'client-docs/gadget/open-capabilities/autorotate/setpageorientation',
  getTriggerContext: 'web-app/gadget-api/open-ability/chat/gettriggercontext',
  grantScreenShot: 'web-app/gadget-api/device/user-screenshot-event/grantscreenshot',
  getVideoInfo: 'web-app/gadget-api/media/video/getvideoinfo',
  getLocationStatus: 'web-app/gadget-api/location/getlocationstatus',
  reverseGeocode: 'web-app/gadget-api/location/reversegeocode',
  onLocationChangeError: 'web-app/gadget-api/location/onlocationchangeerror',
  offLocationChangeError: 'web-app/gadget-api/location/offlocationchangeerror',
};

/** Those that no page of today's documentation tells of. */
const known: Readonly<Record<string, Provenance>> = { getHostLaunchQuery: 'field' };

export interface FunctionRow {
  name: string;
  answeredBy: Answerer;
  provenance: Provenance;
  /** Of those that are documented. */
  page?: string;
  /** Why only a test answers it. */
  why?: Reason;
}

const answerers: readonly Answerer[] = ['simulator', 'event', 'client', 'test'];

export const functionRows: readonly FunctionRow[] = Object.entries(groups).flatMap(([folder, group]) =>
  answerers.flatMap((answeredBy) =>
    (group[answeredBy]?.split(/\s+/) ?? []).map((name) => row(name, answeredBy, folder, group)),
  ),
);

function row(name: string, answeredBy: Answerer, folder: string, { why }: Group): FunctionRow {
  const provenance = known[name] ?? 'documented';
  const path = elsewhere[name] ?? `client-docs/gadget/-web-app-api/${folder}/${name.toLowerCase()}`;
  return {
    name,
    answeredBy,
    provenance,
    ...(provenance === 'documented' && { page: `${root}/${path}` }),
    ...(answeredBy === 'test' && why !== undefined && { why }),
  };
}

const byName = new Map(functionRows.map((one) => [one.name, one]));

/** Undefined for what is not among the known functions of a mini program. */
export function answererOf(name: string): Answerer | undefined {
  return byName.get(name)?.answeredBy;
}

/** What to say where a function is called that only a test answers. */
export function whyUnanswered(name: string): string {
  const why = byName.get(name)?.why;
  return why === undefined ? '' : reasons[why].en;
}
