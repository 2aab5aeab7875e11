import type { Gadget } from './gadget.ts';
import type { ConnectOptions, LaunchOptions } from './open.ts';

/** Opens a mini program in a browser of its own and hands over what a test needs to drive it. */
export async function launch(options: LaunchOptions): Promise<Gadget> {
  return (await opener()).launch(options);
}

/** Drives what `npx gadget-simulator` serves at that address. */
export async function connect(options: ConnectOptions): Promise<Gadget> {
  return (await opener()).connect(options);
}

/** Browser and platform are much to load: whoever renders or runs without them does not. */
function opener(): Promise<typeof import('./open.ts')> {
  return import('./open.ts');
}
