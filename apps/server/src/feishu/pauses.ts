/** Endpoints that the platform asked to be left alone for a while, whoever calls them. */
export interface Pauses {
  pause(path: string, milliseconds: number): void;
  /** Milliseconds until an endpoint may be called again. */
  left(path: string): number;
}

export function createPauses(): Pauses {
  const until = new Map<string, number>();
  return {
    pause: (path, milliseconds) => {
      until.set(path, Math.max(until.get(path) ?? 0, performance.now() + milliseconds));
    },
    left: (path) => Math.max(0, (until.get(path) ?? 0) - performance.now()),
  };
}
