import type { IFlattenedRuleSet } from 'dependency-cruiser';

type ForbiddenRule = NonNullable<IFlattenedRuleSet['forbidden']>[number];

/** A part of the project and everything it may import besides itself. */
interface Part {
  name: string;
  /** Regular expression for its files, from the repository root. */
  files: string;
  /** Names of the other parts it may import. */
  parts: readonly string[];
  /** npm packages and Node modules it may import; `any` where only the project's own parts are limited. */
  modules: 'any' | readonly string[];
}

const source = (folder: string): string => `^${folder}/src/`;

/**
 * The architecture's arrows. What is not listed is forbidden, so a new folder starts with no rights at all.
 * Server and emulator both know `feishu-types` and never each other: they meet over HTTP, in e2e and in `pnpm start`.
 */
export const parts: readonly Part[] = [
  { name: 'auth-types', files: source('packages/auth-types'), parts: [], modules: ['zod'] },
  { name: 'client', files: source('packages/client'), parts: ['auth-types'], modules: ['react', 'preact'] },
  { name: 'session', files: source('packages/session'), parts: [], modules: ['crypto', 'http'] },
  { name: 'feishu-types', files: source('packages/feishu-types'), parts: [], modules: [] },
  { name: 'feishu-emulator', files: source('packages/feishu-emulator'), parts: ['feishu-types'], modules: 'any' },
  { name: 'gadget-simulator', files: source('packages/gadget-simulator'), parts: ['feishu-emulator'], modules: 'any' },
  {
    // All but what puts it together for a terminal or a test.
    name: 'gadget-simulator/runtime',
    files: '^packages/gadget-simulator/src/(?!index\\.ts|simulator-error\\.ts|automator/|command/|platform/|serve/)',
    parts: [],
    modules: 'any',
  },
  { name: 'gadget-types', files: '^packages/gadget-types/types/', parts: [], modules: [] },
  {
    name: 'gadget-login',
    files: source('packages/gadget-login'),
    parts: ['client', 'auth-types', 'gadget-types'],
    modules: [],
  },
  {
    name: 'product',
    files: source('packages/product'),
    parts: ['client', 'auth-types'],
    modules: ['zod', 'fs', 'path'],
  },
  {
    name: 'gadget',
    files: source('apps/gadget'),
    parts: ['gadget-login', 'product', 'auth-types', 'gadget-types'],
    modules: [],
  },
  { name: 'web', files: source('apps/web'), parts: ['client', 'product', 'auth-types'], modules: 'any' },
  { name: 'server/auth', files: '^apps/server/src/auth/', parts: ['auth-types'], modules: ['crypto', 'zlib'] },
  {
    name: 'server/http',
    files: '^apps/server/src/http/',
    parts: ['server/auth', 'product', 'auth-types'],
    modules: 'any',
  },
  { name: 'server/db', files: '^apps/server/src/db/', parts: ['server/auth', 'auth-types'], modules: 'any' },
  {
    name: 'server/feishu',
    files: '^apps/server/src/feishu/',
    parts: ['server/auth', 'auth-types', 'feishu-types'],
    modules: 'any',
  },
  { name: 'server/ops', files: '^apps/server/src/ops/', parts: ['server/auth', 'auth-types'], modules: 'any' },
  {
    name: 'server/oidc',
    files: '^apps/server/src/oidc/',
    parts: ['server/auth', 'product', 'auth-types'],
    modules: 'any',
  },
  { name: 'server/config', files: '^apps/server/src/config/', parts: ['feishu-types', 'product'], modules: 'any' },
  {
    name: 'server/main',
    // The files at the top: what puts the layers together.
    files: '^apps/server/src/[^/]+\\.ts$',
    parts: [
      'server/auth',
      'server/http',
      'server/db',
      'server/feishu',
      'server/ops',
      'server/oidc',
      'server/config',
      'product',
      'server/doctor',
      'auth-types',
      'feishu-types',
    ],
    modules: 'any',
  },
  {
    // What is wrong with the set-up: for the program below, and for the page of administrators.
    name: 'server/doctor',
    files: '^apps/server/src/doctor/',
    parts: ['server/db', 'server/feishu', 'server/config', 'feishu-types'],
    modules: 'any',
  },
  {
    // A second program on the same layers, for whoever runs the server.
    name: 'server/operator',
    files: '^apps/server/src/operator/',
    parts: [
      'server/auth',
      'server/db',
      'server/feishu',
      'server/config',
      'server/doctor',
      'auth-types',
      'feishu-types',
    ],
    modules: 'any',
  },
  {
    name: 'e2e',
    files: '^e2e/',
    parts: ['feishu-emulator', 'gadget-simulator', 'auth-types', 'scripts'],
    modules: 'any',
  },
  {
    name: 'scripts',
    files: '^scripts/',
    parts: ['feishu-emulator', 'gadget-simulator', 'server/config'],
    modules: 'any',
  },
];

const envFile = '^apps/server/src/config/env-file\\.ts$';
const ours = '^(apps|packages|e2e|scripts)/';
const tests = ['^(apps|packages)/[^/]+/test/', '^(e2e|scripts)/test/'];

/** Where a module ends up once resolved: an npm package, wherever pnpm keeps it, or a Node module by its bare name. */
const resolved = (module: string): string[] => [`(^|/)node_modules/${module}/`, `^${module}$`];

function filesOf(name: string): string {
  const part = parts.find((candidate) => candidate.name === name);
  if (!part) throw new Error(`import rules: no part is named ${name}`);
  return part.files;
}

function onlyItsNeighbours(part: Part): ForbiddenRule {
  const allowed = [part.files, ...part.parts.map(filesOf)];
  return {
    name: `${part.name} imports only ${part.parts.join(', ') || 'itself'}`,
    severity: 'error',
    from: { path: part.files },
    to:
      part.modules === 'any'
        ? { path: ours, pathNot: allowed }
        : { pathNot: [...allowed, ...part.modules.flatMap(resolved)] },
  };
}

const everywhere: readonly ForbiddenRule[] = [
  {
    name: 'every source file belongs to a part',
    severity: 'error',
    from: { path: '^(apps|packages)/[^/]+/src/', pathNot: parts.map((part) => part.files) },
    to: {},
  },
  {
    name: 'only the error table of auth-types reaches a client at run time',
    severity: 'error',
    from: { path: ['client', 'gadget-login', 'product', 'gadget', 'web'].map(filesOf) },
    to: { path: filesOf('auth-types'), pathNot: '/errors\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'the emulator is known to e2e, scripts, the simulator’s platform and itself alone',
    severity: 'error',
    from: {
      path: ours,
      pathNot: ['^(e2e|scripts)/', '^packages/feishu-emulator/', '^packages/gadget-simulator/src/platform/'],
    },
    to: { path: '^packages/feishu-emulator/' },
  },
  {
    name: 'the server is known to nobody',
    severity: 'error',
    from: { path: ours, pathNot: ['^apps/server/', '^scripts/'] },
    to: { path: '^apps/server/' },
  },
  {
    name: 'scripts know nothing of the server but how `.env` is read',
    severity: 'error',
    from: { path: '^scripts/' },
    to: { path: '^apps/server/', pathNot: envFile },
  },
  {
    name: 'tests are imported by tests alone',
    severity: 'error',
    from: { path: ours, pathNot: tests },
    to: { path: tests },
  },
  {
    // Types count: files that need each other to be read are one file in several pieces.
    name: 'no cycles, types included',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'every import resolves',
    severity: 'error',
    from: { path: ours },
    // The emulator's command starts its built form, which need not be there yet.
    to: { couldNotResolve: true, pathNot: '^\\.\\./dist/' },
  },
];

export const rules: readonly ForbiddenRule[] = [...parts.map(onlyItsNeighbours), ...everywhere];
