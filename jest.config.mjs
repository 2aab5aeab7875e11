/** Tests run the TypeScript sources as ES modules; packages resolve to `src/` through the source condition. */
const typescript = {
  // Not in the temporary folder, which `pnpm test` throws away. Jest takes it from each project, and from nowhere else.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {},
  testEnvironment: 'node',
  // What tests have installed for themselves.
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  setupFilesAfterEnv: ['<rootDir>/scripts/retry-in-ci.mjs'],
  testEnvironmentOptions: { customExportConditions: ['@feishu-login/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', tsx: false }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

export default {
  testTimeout: 60_000,
  testSequencer: '<rootDir>/scripts/longest-first.mjs',
  projects: [
    {
      ...typescript,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/packages/*/test/**/*.test.ts',
        '<rootDir>/apps/*/test/**/*.test.ts',
        '<rootDir>/scripts/test/**/*.test.ts',
      ],
    },
    // Tests of `unit` and `e2e` once more, with PostgreSQL instead of SQLite behind the server.
    {
      ...typescript,
      displayName: 'postgres',
      testMatch: [
        '<rootDir>/apps/server/test/{auth,http}/**/*.test.ts',
        // One for each way in, and what people do afterwards. Others bring databases of both kinds themselves.
        '<rootDir>/e2e/test/{gadget-on-a-phone,gadget-consent,gadget-session-ended}.test.ts',
        '<rootDir>/e2e/test/{web-entrances,consent-on-the-web,web-sign-out,people-who-may-not}.test.ts',
      ],
      // What asks the store nothing, or brings a database of its own.
      testPathIgnorePatterns: [
        '/auth/(jsapi|key-ring|return-to|successor|token)\\.test',
        '/http/(addresses|headers|host-and-proxy|long-and-slow|process|request-body|return-to|wire)\\.test',
      ],
      globalSetup: '<rootDir>/apps/server/test/db/shared-postgres/start.mjs',
      globalTeardown: '<rootDir>/apps/server/test/db/shared-postgres/stop.mjs',
      globals: { storesOn: 'postgres' },
    },
    { ...typescript, displayName: 'e2e', testMatch: ['<rootDir>/e2e/test/**/*.test.ts'] },
  ],
};
