/** Where the running classic script was loaded from: the platform, as far as the page is concerned. */
export function scriptOrigin(): string {
  const script = document.currentScript;
  return script instanceof HTMLScriptElement ? new URL(script.src).origin : location.origin;
}

/** The emulator, or the world in it, that served the running classic script; without a last slash. */
export function scriptBase(): string {
  const script = document.currentScript;
  const address = script instanceof HTMLScriptElement ? new URL('../..', script.src).href : location.origin;
  return address.replace(/\/$/, '');
}
