import { createControl } from '../../control-api/client.ts';

/** Of the emulator that served this page. */
export const control = createControl('');
