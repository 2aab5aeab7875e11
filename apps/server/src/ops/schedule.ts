import type { Logger } from './logging.ts';

/** @param signal aborted when the job should end early */
export type Job = (signal: AbortSignal) => Promise<unknown>;

/**
 * Repeats a job, one run at a time; a failed run is logged and the next one tries again.
 * @returns how to stop it; resolves when a run under way has ended
 */
export function every(interval: number, job: Job, log: Logger): () => Promise<void> {
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      await job(stopped.signal);
    } catch (error) {
      log.warn({ event: 'job.failed', err: error });
    }
  };
  const timer = setInterval(() => {
    running ??= run().finally(() => {
      running = undefined;
    });
  }, interval);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stopped.abort();
    await running;
  };
}
