import { tsImport } from 'tsx/esm/api';

/** One PostgreSQL server for all test files of a jest project, unless `TEST_DATABASE_URL` names one already. */
export default async function startSharedPostgres() {
  const { startPostgres } = await tsImport('../postgres-server.ts', import.meta.url);
  const server = await startPostgres();
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.stopSharedPostgres = server.stop;
}
