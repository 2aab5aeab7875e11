import pc from 'picocolors';
import { whenLauncherGone } from './launcher.ts';

/** What has been started and must be ended again. */
export interface Lifetime {
  /** To be ended before everything that was added earlier. */
  add(name: string, stop: () => Promise<unknown>): void;
  end(): Promise<void>;
  readonly ending: boolean;
}

/**
 * Ends everything on Ctrl-C, a closed terminal or a supervisor's request, and when whoever started us is gone; a second
 * signal does not wait for anybody.
 */
export function createLifetime(): Lifetime {
  const running: { name: string; stop: () => Promise<unknown> }[] = [];
  let ending: Promise<void> | undefined;

  async function endAll(): Promise<void> {
    for (const { name, stop } of running.reverse()) {
      console.log(pc.dim(`stopping the ${name}`));
      await stop();
    }
  }

  const lifetime: Lifetime = {
    add: (name, stop) => void running.push({ name, stop }),
    end() {
      ending ??= endAll();
      return ending;
    },
    get ending() {
      return ending !== undefined;
    },
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(130);
      void lifetime.end().then(() => process.exit(0));
    });
  }
  whenLauncherGone(() => void lifetime.end().then(() => process.exit(1)));
  return lifetime;
}

/** Runs `start`; if that fails, says why, ends what it had started and exits with 1. */
export async function live(start: (lifetime: Lifetime) => Promise<void>): Promise<void> {
  const lifetime = createLifetime();
  try {
    await start(lifetime);
  } catch (error) {
    if (lifetime.ending) return;
    console.error(pc.red(error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
    await lifetime.end();
  }
}
