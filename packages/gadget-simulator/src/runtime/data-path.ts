/** A key of `setData`, such as `user.name` or `rows[2].label`, as its steps. */
function stepsOf(key: string): string[] {
  return key.split(/[.[\]]/).filter((step) => step !== '');
}

/** Writes `value` into `data` at a path, making objects and lists where there are none. */
export function writePath(data: Record<string, unknown>, key: string, value: unknown): void {
  const steps = stepsOf(key);
  const last = steps.pop();
  if (last === undefined) return;
  let place = data;
  steps.forEach((step, index) => {
    const next = place[step];
    if (typeof next !== 'object' || next === null) place[step] = /^\d+$/.test(steps[index + 1] ?? last) ? [] : {};
    place = place[step] as Record<string, unknown>;
  });
  place[last] = value;
}

/**
 * What the logic thread's data is on the page's side: the two share no memory, so functions and `undefined` do not get
 * across, and a later change of an object does not show by itself.
 */
export function copy<Value>(value: Value): Value {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}
