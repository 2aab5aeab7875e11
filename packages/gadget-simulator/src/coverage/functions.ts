/**
 * Who answers a function of `tt`. `simulator`: this package, in the rendered page, unless the client does. `client`: the
 * Feishu client that is given, such as the emulator's. `test`: nobody but a test; called without an answer it fails and
 * says so.
 */
export type Answerer = 'simulator' | 'client' | 'test';

/** Functions by the folder of their page under 小程序 API; each page has the function's name. All are documented. */
const functionsByFolder: Readonly<Record<string, Partial<Record<Answerer, string>>>> = {
  cache: {
    client: `setStorage setStorageSync getStorage getStorageSync removeStorage removeStorageSync clearStorage
      clearStorageSync getStorageInfo getStorageInfoSync`,
  },
  'device/system-information': { client: 'getSystemInfo getSystemInfoSync' },
  'device/network-status': {
    simulator: 'getNetworkType onNetworkStatusChange',
    test: 'getNetworkQualityType onNetworkQualityChange',
  },
  'device/clipboard': { simulator: 'setClipboardData getClipboardData' },
  'device/scan-code': { simulator: 'scanCode' },
  'device/make-a-phone-call': { simulator: 'makePhoneCall' },
  'device/vibrate': { simulator: 'vibrateLong vibrateShort' },
  'device/screen-brightness': { simulator: 'getScreenBrightness setScreenBrightness setKeepScreenOn' },
  'device/user-screenshot-event': { test: 'onUserCaptureScreen offUserCaptureScreen' },
  'device/performance': { test: 'onMemoryWarning' },
  'device/accelerometer': { test: 'startAccelerometer stopAccelerometer onAccelerometerChange' },
  'device/compass': { test: 'startCompass stopCompass onCompassChange' },
  'device/beacon': {
    test: `startBeaconDiscovery stopBeaconDiscovery getBeacons onBeaconUpdate offBeaconUpdate onBeaconServiceChange
      offBeaconServiceChange`,
  },
  'device/bluetooth': {
    test: `openBluetoothAdapter closeBluetoothAdapter getBluetoothAdapterState getBluetoothDevices
      getConnectedBluetoothDevices startBluetoothDevicesDiscovery stopBluetoothDevicesDiscovery onBluetoothDeviceFound
      offBluetoothDeviceFound onBluetoothAdapterStateChange offBluetoothAdapterStateChange`,
  },
  'device/ble': {
    test: `connectBLEDevice disconnectBLEDevice getBLEDeviceServices getBLEDeviceCharacteristics
      readBLECharacteristicValue writeBLECharacteristicValue notifyBLECharacteristicValueChange setBLEMTU
      onBLECharacteristicValueChange offBLECharacteristicValueChange onBLEConnectionStateChange
      offBLEConnectionStateChange`,
  },
  'device/nfc': { test: 'getNFCAdapter' },
  'device/wi-fi': { test: 'getConnectedWifi getWifiList getWifiStatus onGetWifiList offGetWifiList' },
  file: {
    simulator: 'getFileSystemManager filePicker saveFile openDocument',
    test: 'docsPicker saveFileAs',
  },
  'interface/animation': { simulator: 'createAnimation' },
  'interface/canvas-drawing': {
    simulator: 'createCanvasContext canvasToTempFilePath canvasGetImageData canvasPutImageData',
  },
  'interface/customized-input': { test: 'getCustomizedInput' },
  'interface/darkmode': { client: 'onThemeChange', test: 'offThemeChange' },
  'interface/interaction-feedback': {
    client: 'showToast hideToast showLoading hideLoading showModal',
    simulator: 'showActionSheet showPrompt',
  },
  'interface/navigation': { simulator: 'setNavigationBarTitle' },
  'interface/pad': { test: 'getPadDisplayScaleMode togglePadFullScreen' },
  'interface/page-position': { simulator: 'pageScrollTo' },
  'interface/pull-down-to-refresh': { simulator: 'startPullDownRefresh stopPullDownRefresh' },
  'interface/tab-bar': {
    simulator: `showTabBar hideTabBar showTabBarRedDot hideTabBarRedDot setTabBarBadge removeTabBarBadge setTabBarItem
      setTabBarStyle`,
    test: 'addTabBarItem removeTabBarItem',
  },
  'interface/window': { simulator: 'onWindowResize offWindowResize', test: 'setWindowSize' },
  location: { simulator: 'getLocation openLocation chooseLocation' },
  'media/audio': { simulator: 'createInnerAudioContext' },
  'media/backgroundaudio': { test: 'getBackgroundAudioManager' },
  'media/camera': { test: 'createCameraContext' },
  'media/image': {
    simulator: 'chooseImage previewImage getImageInfo compressImage saveImageToPhotosAlbum',
  },
  'media/record': { test: 'getRecorderManager' },
  'media/video': { simulator: 'chooseVideo chooseMedia createVideoContext saveVideoToPhotosAlbum' },
  navigation: {
    simulator: 'navigateTo redirectTo reLaunch switchTab navigateBack exitMiniProgram openSchema',
  },
  'network/initiating-request': { client: 'request' },
  'network/upload': { simulator: 'uploadFile' },
  'network/download': { simulator: 'downloadFile' },
  'network/websocket': { simulator: 'connectSocket' },
  'new-framework': { client: 'isNewFramework' },
  'open-ability/login': { client: 'login requestAccess checkSession' },
  'open-ability/userinfo': { client: 'getUserInfo', simulator: 'enterProfile' },
  'open-ability/authorize': { simulator: 'authorize', test: 'applyTenantAppScope getTenantAppScopes' },
  'open-ability/setting': { simulator: 'getSetting openSetting' },
  'open-ability/chat': {
    simulator: 'chooseChat enterChat enterBot toggleChat',
    test: 'getChatInfo sendMessageCard onChatBadgeChange offChatBadgeChange getBlockActionSourceDetail',
  },
  'open-ability/contact': { simulator: 'chooseContact' },
  'open-ability/lark-launch-parameters': { simulator: 'getLaunchOptionsSync', test: 'getHostLaunchQuery' },
  'open-ability/mail': { simulator: 'mailto' },
  'open-ability/security-code-verify': { test: 'startPasswordVerify' },
  'open-ability/system-authentication': { test: 'startDeviceCredential' },
  'open-ability/share': { simulator: 'share showShareMenu hideShareMenu' },
  'open-ability/watermark': { test: 'checkWatermark' },
  ttml: { simulator: 'createSelectorQuery createIntersectionObserver' },
  update: { simulator: 'getUpdateManager' },
};

export interface FunctionRow {
  name: string;
  /** Under 小程序 API, with the function's name. */
  page: string;
  answeredBy: Answerer;
}

export const functionRows: readonly FunctionRow[] = Object.entries(functionsByFolder).flatMap(([folder, by]) =>
  Object.entries(by).flatMap(([answeredBy, names]) =>
    names.split(/\s+/).map((name) => ({ name, page: `${folder}/${name}`, answeredBy: answeredBy as Answerer })),
  ),
);

const byName = new Map(functionRows.map(({ name, answeredBy }) => [name, answeredBy]));

/** Undefined for what is not among the documented functions of a mini program. */
export function answererOf(name: string): Answerer | undefined {
  return byName.get(name);
}
