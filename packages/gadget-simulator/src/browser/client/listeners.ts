type Tell = (result: object) => void;

/** What `tt.on…` is given: a function, or an object with one (pages "onChatBadgeChange", "onServerBadgePush"). */
type Given = Tell | { onChange?: Tell; onPush?: Tell };

/** Events of the client, by the names of the functions that listen for them. */
export interface Listeners {
  /** `tt.on…` and `tt.off…`. */
  functions: Record<string, (given?: Given) => void>;
  /** @returns how many were told */
  tell(name: string, result: object): number;
  /** Whether what comes is passed on. */
  run(name: string, yes: boolean): void;
}

/** How the browser's own events become the client's. Those without come from a test: `gadget.emit(name, …)`. */
export type EventSources = Readonly<Record<string, ((tell: Tell) => void) | undefined>>;

export function createListeners(sources: EventSources): Listeners {
  const heard = new Map<string, Map<Given | undefined, Tell>>();
  const stopped = new Set<string>();
  const tell = (name: string, result: object): number => {
    const all = stopped.has(name) ? [] : [...(heard.get(name)?.values() ?? [])];
    for (const hear of all) hear(result);
    return all.length;
  };
  const functions: Listeners['functions'] = {};
  for (const [name, begin] of Object.entries(sources)) {
    functions[name] = (given) => {
      const hear = hearerIn(given);
      if (hear === undefined) return;
      if (!heard.has(name)) begin?.((result) => void tell(name, result));
      heard.set(name, (heard.get(name) ?? new Map()).set(given, hear));
      stopped.delete(name);
    };
    const off = name.replace(/^on/, 'off');
    // Without a function nobody is told any more (assumed).
    functions[off] = (given) => {
      if (typeof given === 'function') heard.get(name)?.delete(given);
      else heard.get(name)?.clear();
    };
  }
  return {
    functions,
    tell,
    run(name, yes) {
      if (yes) stopped.delete(name);
      else stopped.add(name);
    },
  };
}

function hearerIn(given: Given | undefined): Tell | undefined {
  return typeof given === 'function' ? given : (given?.onChange ?? given?.onPush);
}
