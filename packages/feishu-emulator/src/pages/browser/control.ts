import { createControl } from '../../control-api/client.ts';

/** The emulator, or the world in it, that served this page; without a last slash. */
export const emulatorUrl = new URL('../../..', import.meta.url).href.replace(/\/$/, '');

export const control = createControl(emulatorUrl);
