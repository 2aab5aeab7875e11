import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The folder of Swagger UI's files. It is for development alone: a production install lacks it, and needs none. */
export function findSwaggerUi(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
