export interface OneAtATime<Given, Result> {
  /** Starts the action, or joins the one that is running. */
  run(given: Given): Promise<Result>;
  running(): Promise<Result> | undefined;
}

/** However many ask while `action` runs, it runs once and all of them get its outcome. */
export function oneAtATime<Given, Result>(action: (given: Given) => Promise<Result>): OneAtATime<Given, Result> {
  let running: Promise<Result> | undefined;
  const done = (): void => {
    running = undefined;
  };
  return {
    run(given) {
      if (running !== undefined) return running;
      const started = action(given);
      running = started;
      started.then(done, done);
      return started;
    },
    running: () => running,
  };
}
