import { describeIssue } from '../state/issues.ts';
import type { Memory } from '../state/snapshots.ts';
import { matchPath } from './match-path.ts';
import { type LiveStub, type Stub, StubError, type StubOption, stubSchema } from './stub.ts';

export interface PlacedStub {
  id: string;
  stub: LiveStub;
  /** How often it answered. */
  answered: number;
}

/** The OpenAPIs that are answered as told; the state of one platform. */
export interface Stubs extends Memory {
  /** Takes the place of one with the same method and path; throws a StubError. */
  add(stub: StubOption): PlacedStub;
  remove(id: string): boolean;
  clear(): void;
  list(): PlacedStub[];
  /** Those that JSON can say. */
  plain(): Stub[];
  /** The stub that answers this call: of several, the one whose path leaves least open. */
  find(method: string, path: string): { placed: PlacedStub; params: Record<string, string> } | undefined;
  /** Back to what the platform began with. */
  reset(): void;
}

export function createStubs(first: readonly StubOption[]): Stubs {
  let count = 0;
  let placed = new Map<string, PlacedStub>();

  const add = (option: StubOption): PlacedStub => {
    const stub = readStub(option);
    const before = [...placed.values()].find((one) => one.stub.method === stub.method && one.stub.path === stub.path);
    count += before ? 0 : 1;
    const one = { id: before?.id ?? `stub-${count}`, stub, answered: 0 };
    placed.set(one.id, one);
    return one;
  };
  const begin = () => {
    placed.clear();
    for (const stub of first) add(stub);
  };
  begin();

  return {
    add,
    remove: (id) => placed.delete(id),
    clear: () => placed.clear(),
    list: () => [...placed.values()],
    plain: () =>
      [...placed.values()].flatMap(({ stub: { answer, ...stub } }) =>
        typeof answer === 'function' ? [] : [{ ...stub, answer }],
      ),
    find(method, path) {
      const fitting = [...placed.values()].flatMap((one) => {
        const params = one.stub.method === method ? matchPath(one.stub.path, path) : undefined;
        return params ? [{ placed: one, params }] : [];
      });
      return fitting.sort((one, other) => Object.keys(one.params).length - Object.keys(other.params).length)[0];
    },
    remember() {
      const kept = [...placed].map(([id, one]): [string, PlacedStub] => [id, { ...one }]);
      return () => {
        placed = new Map(kept.map(([id, one]) => [id, { ...one }]));
      };
    },
    reset: begin,
  };
}

function readStub({ answer, ...rest }: StubOption): LiveStub {
  const given = typeof answer === 'function' ? undefined : answer;
  const checked = stubSchema.safeParse({ ...rest, ...(given !== undefined && { answer: given }) });
  if (!checked.success) {
    throw new StubError(`The stub does not fit:\n${checked.error.issues.map(describeIssue).join('\n')}`);
  }
  return typeof answer === 'function' ? { ...checked.data, answer } : checked.data;
}
