import type { EndpointView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { coverage } from '../routes/coverage.ts';

/** What is emulated, with the documentation pages. */
export const registerCoverage: RegisterControl = (router) => {
  router.get('/_emulator/coverage', (ctx) => {
    ctx.body = {
      endpoints: coverage.map(
        ({ method, path, page, errors, byFaultOnly }): EndpointView => ({
          method,
          path,
          page,
          errors: Object.keys(errors),
          by_fault_only: byFaultOnly.map(String),
        }),
      ),
    };
  });
};
