import type { EventSources } from './listeners.ts';
import { networkQuality, networkType } from './network-state.ts';

const on = (target: EventTarget | undefined, types: readonly string[], act: (event: Event) => void): void => {
  for (const type of types) target?.addEventListener(type, act);
};

/** The client's events, each with what of the browser's it comes from; the others only a test brings about. */
export const eventSources: EventSources = {
  onNetworkStatusChange: (tell) =>
    on(window, ['online', 'offline'], () => tell({ isConnected: navigator.onLine, networkType: networkType() })),
  onNetworkQualityChange: (tell) =>
    on(window, ['online', 'offline'], () => tell({ networkQualityType: networkQuality() })),
  onWindowResize: (tell) =>
    on(window, ['resize'], () => tell({ size: { windowWidth: innerWidth, windowHeight: innerHeight } })),
  onAccelerometerChange: (tell) =>
    on(window, ['devicemotion'], (event) => {
      const { x, y, z } = (event as DeviceMotionEvent).accelerationIncludingGravity ?? {};
      tell({ x: x ?? 0, y: y ?? 0, z: z ?? 0 });
    }),
  onCompassChange: (tell) =>
    on(window, ['deviceorientation'], (event) =>
      tell({ direction: (360 - ((event as DeviceOrientationEvent).alpha ?? 0)) % 360 }),
    ),
  onLocationChange: (tell) =>
    navigator.geolocation.watchPosition(
      ({ coords: { latitude, longitude, accuracy } }) => tell({ latitude, longitude, accuracy }),
      // Where the browser knows no place, a test tells one.
      () => undefined,
    ),
  onLocationChangeError: undefined,
  onUserCaptureScreen: undefined,
  onMemoryWarning: undefined,
  onGetWifiList: undefined,
  onBeaconUpdate: undefined,
  onBeaconServiceChange: undefined,
  onBluetoothDeviceFound: undefined,
  onBluetoothAdapterStateChange: undefined,
  onBLECharacteristicValueChange: undefined,
  onBLEConnectionStateChange: undefined,
  onChatBadgeChange: undefined,
  onServerBadgePush: undefined,
  // Of the NFC adapter.
  onDiscovered: undefined,
};
