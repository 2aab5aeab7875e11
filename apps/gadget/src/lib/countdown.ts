/** Calls `tick` every second with the seconds that are left, zero included. Returns the way to stop it. */
export function countDown(seconds: number, tick: (left: number) => void): () => void {
  let left = Math.ceil(seconds);
  tick(left);
  if (left <= 0) return () => {};
  const timer = setInterval(() => {
    left -= 1;
    if (left <= 0) clearInterval(timer);
    tick(left);
  }, 1000);
  return () => clearInterval(timer);
}
