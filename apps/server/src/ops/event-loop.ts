const every = 20;

/**
 * How late the event loop is, in milliseconds: by how much the last turn came too late, or how long this one lasts if that
 * is more. The histogram of `perf_hooks` knows neither, only all turns since it was emptied.
 */
export function watchEventLoop(): () => number {
  let due = performance.now() + every;
  let last = 0;
  setInterval(() => {
    const now = performance.now();
    last = Math.max(0, now - due);
    due = now + every;
  }, every).unref();
  return () => Math.max(last, performance.now() - due);
}
