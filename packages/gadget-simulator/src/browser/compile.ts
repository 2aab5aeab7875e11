import type { Compile } from '../runtime/modules.ts';

/** What a mini program has of a browser's names besides the language. */
const allowed: ReadonlySet<string> = new Set([
  ...['console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'eval', 'undefined', 'NaN', 'Infinity'],
  ...[
    'Object',
    'Function',
    'Array',
    'Number',
    'parseFloat',
    'parseInt',
    'Boolean',
    'String',
    'Symbol',
    'Date',
    'Promise',
  ],
  ...['RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError'],
  ...[
    'URIError',
    'JSON',
    'Math',
    'Intl',
    'ArrayBuffer',
    'Atomics',
    'Uint8Array',
    'Int8Array',
    'Uint16Array',
    'Int16Array',
  ],
  ...[
    'Uint32Array',
    'Int32Array',
    'Float32Array',
    'Float64Array',
    'Uint8ClampedArray',
    'BigUint64Array',
    'BigInt64Array',
  ],
  ...['DataView', 'Map', 'BigInt', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Proxy', 'Reflect'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'isFinite', 'isNaN'],
]);

/**
 * The browser's names hide behind names without a value: code that reaches for them fails here as it would there. A
 * mini program's own variables may have such a name.
 */
function hiddenNames(): string[] {
  const names = new Set<string>(['globalThis']);
  for (let level: object | null = window; level !== null; level = Object.getPrototypeOf(level))
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
  return [...names].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && !allowed.has(name));
}

/** The mini program's own code is what the page is for. `broken` says where a file cannot be compiled. */
export function createCompile(broken: Readonly<Record<string, string>>): Compile {
  const hidden = hiddenNames();
  return (code, path, names) => {
    if (broken[path] !== undefined) throw new SyntaxError(broken[path]);
    const outer = new Function(
      ...hidden,
      `return function (${names.join(', ')}) {\n${code}\n}\n//# sourceURL=gadget/${path}`,
    ) as () => (...values: unknown[]) => void;
    const inner = outer();
    return (...values) => inner.apply({}, values);
  };
}
