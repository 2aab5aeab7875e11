import { type Answering, allAnswering, textIn } from './answer.ts';
import { askFor, propose } from './ask.ts';
import type { Consent } from './consent.ts';
import type { Listeners } from './listeners.ts';

interface Place {
  latitude: number;
  longitude: number;
  accuracy: number;
}

/**
 * Where the device is: as the browser was told, such as by `launch({ context: { geolocation, permissions:
 * ['geolocation'] } })`, or else as the person at the screen says.
 */
export function createLocation({
  need,
  run,
}: Pick<Consent, 'need'> & Pick<Listeners, 'run'>): Record<string, Answering> {
  run('onLocationChange', false);
  return allAnswering({
    async getLocation() {
      await need('scope.userLocation');
      const place = (await placeOfBrowser()) ?? (await placeAsked('getLocation'));
      return { ...place, verticalAccuracy: 0, horizontalAccuracy: place.accuracy, timestamp: Date.now() };
    },
    async chooseLocation() {
      await need('scope.userLocation');
      const { name, address } = await askFor('选择位置 chooseLocation', { name: '', address: '' });
      const { latitude, longitude } = await placeAsked('chooseLocation');
      return { name, address, latitude, longitude };
    },
    openLocation: (options) =>
      propose('openLocation', `${textIn(options, 'latitude')}, ${textIn(options, 'longitude')}`),
    getLocationStatus: async () => ({ gpsStatus: (await isGranted()) ? 'on' : 'off' }),
    async startLocationUpdate() {
      await need('scope.userLocation');
      run('onLocationChange', true);
      return undefined;
    },
    stopLocationUpdate() {
      run('onLocationChange', false);
      return undefined;
    },
  });
}

async function isGranted(): Promise<boolean> {
  return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted';
}

/** Without a permission the browser would ask, in a window that no test can reach. */
async function placeOfBrowser(): Promise<Place | undefined> {
  if (!(await isGranted())) return undefined;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => resolve({ latitude, longitude, accuracy }),
      () => resolve(undefined),
    );
  });
}

async function placeAsked(title: string): Promise<Place> {
  const { latitude, longitude } = await askFor(`位置 ${title}`, { latitude: '39.90', longitude: '116.40' });
  return { latitude: Number(latitude), longitude: Number(longitude), accuracy: 65 };
}
