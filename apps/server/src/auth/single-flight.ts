/** Callers that want the same thing at the same time share one go at it. */
export interface SingleFlight<T> {
  run(name: string, work: () => Promise<T>): Promise<T>;
}

/** Shared by whoever is handed this one, and by nobody else. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const running = new Map<string, Promise<T>>();
  return {
    run: (name, work) => {
      const flight = running.get(name) ?? work().finally(() => running.delete(name));
      running.set(name, flight);
      return flight;
    },
  };
}
