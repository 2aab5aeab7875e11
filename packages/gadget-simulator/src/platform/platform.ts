import { startEmulator } from 'feishu-emulator';
import { type Control, createControl } from 'feishu-emulator/control';
import { SimulatorError } from '../simulator-error.ts';

/** Feishu's open platform, as far as a mini program needs it: an emulator. */
export interface Platform {
  url: string;
  /** Who holds the device. */
  person: Person;
  /** Everybody who could. */
  people: readonly Person[];
  /** Ends the emulator that was started for this; one that was there already goes on. */
  close(): Promise<void>;
}

export interface Person {
  open_id: string;
  name: string;
}

export interface PlatformOptions {
  appId: string;
  /** The address of an emulator that runs already; without it, one is started. */
  url?: string | undefined;
  /** An open id or a name; the first person of the platform if nothing is said. */
  person?: string | undefined;
}

/** Takes the platform at `url`, or starts one, and makes the mini program's app known to it. */
export async function openPlatform({ appId, url, person }: PlatformOptions): Promise<Platform> {
  if (url !== undefined) return { ...(await enter(url, appId, person)), close: async () => undefined };
  const emulator = await startEmulator();
  try {
    return { ...(await enter(emulator.url, appId, person)), close: () => emulator.close() };
  } catch (error) {
    await emulator.close();
    throw error;
  }
}

async function enter(url: string, appId: string, wanted: string | undefined): Promise<Omit<Platform, 'close'>> {
  const control = createControl(url);
  const { apps, users } = await stateOf(control, url);
  if (!apps.some(({ app_id }) => app_id === appId)) await control.changeApp(appId, {});
  const people = users.map(({ open_id, name }) => ({ open_id, name }));
  const person = wanted === undefined ? people[0] : people.find((one) => [one.open_id, one.name].includes(wanted));
  if (person === undefined) throw new SimulatorError({ code: 'no_such_person', person: wanted ?? '', people });
  return { url, person, people };
}

async function stateOf(control: Control, url: string) {
  try {
    return await control.state();
  } catch (cause) {
    throw new SimulatorError({ code: 'platform_unreachable', url }, cause);
  }
}
