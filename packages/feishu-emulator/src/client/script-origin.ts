/** Where the running classic script was loaded from: the platform, as far as the page is concerned. */
export function scriptOrigin(): string {
  const script = document.currentScript;
  return script instanceof HTMLScriptElement ? new URL(script.src).origin : location.origin;
}
