/** Statements begin a line, or follow a comment that was moved in front of them. */
const imports = /(?<=^|\*\/)[ \t]*import\s*\{([^}]*)\}\s*from\s*['"]\.\/([a-z0-9-]+)\.(?:js|ts)['"];?/gm;
const declarations = /(?<=^|\*\/)[ \t]*export ((?:async )?function|class|const|let) ([\w$]+)/gm;
const unsupported = /(?<=^|\*\/)[ \t]*(?:export\s*(?:\{|\*|default)|import\b)/m;

/**
 * Joins a module and what it imports to one classic script. It knows the forms these files use, named imports from
 * neighbours and exported declarations, and refuses any other.
 */
export async function joinModules(entry: string, read: (name: string) => Promise<string>): Promise<string> {
  const joined = new Map<string, string>();

  async function add(name: string): Promise<void> {
    if (joined.has(name)) return;
    const source = await read(name);
    joined.set(name, '');
    for (const [, , neighbour = ''] of source.matchAll(imports)) await add(neighbour);
    // Set again, to stand after everything it needs.
    joined.delete(name);
    joined.set(name, asFunction(name, source));
  }

  await add(entry);
  return `(() => {\nconst modules = {};\n${[...joined.values()].join('\n')}\n})();\n`;
}

function asFunction(name: string, source: string): string {
  const exported = [...source.matchAll(declarations)].map(([, , declared]) => declared);
  const code = source
    .replace(imports, (_, names: string, neighbour: string) => {
      return `const {${names.replace(/\bas\b/g, ':')}} = modules[${JSON.stringify(neighbour)}];`;
    })
    .replace(declarations, '$1 $2');
  const other = unsupported.exec(code);
  if (other) throw new Error(`client/${name} uses a form that cannot be joined: ${other[0].trim()}`);
  return `modules[${JSON.stringify(name)}] = (() => {\n${code}\nreturn { ${exported.join(', ')} };\n})();`;
}
