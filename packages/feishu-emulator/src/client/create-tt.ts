import type { GadgetSettings } from './gadget-client.ts';
import { createGadget } from './gadget-tt.ts';
import type { H5Settings } from './h5-client.ts';
import { createH5 } from './h5-tt.ts';

/**
 * The globals of a Feishu client of a given version: `tt` for a gadget, `tt` and `h5sdk` for a web page.
 *
 * ```ts
 * const { tt } = createTt({ kind: 'gadget', appId, openId, bridge: createHttpBridge(emulatorUrl), version: '6.5.0' });
 * ```
 */
export function createTt(settings: GadgetSettings): ReturnType<typeof createGadget>;
export function createTt(settings: H5Settings): ReturnType<typeof createH5>;
export function createTt(settings: GadgetSettings | H5Settings) {
  return settings.kind === 'gadget' ? createGadget(settings) : createH5(settings);
}
