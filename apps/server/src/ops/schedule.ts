import type { Logger } from './logging.ts';

/** Repeats a job, one run at a time; a failed run is logged and the next one tries again. Returns how to stop it. */
export function every(interval: number, job: () => Promise<unknown>, log: Logger): () => void {
  let running = false;
  const run = async () => {
    if (running) return;
    running = true;
    try {
      await job();
    } catch (error) {
      log.warn({ event: 'job.failed', err: error });
    } finally {
      running = false;
    }
  };
  const timer = setInterval(() => void run(), interval);
  timer.unref();
  return () => clearInterval(timer);
}
