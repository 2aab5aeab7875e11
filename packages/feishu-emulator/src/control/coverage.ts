import type { CoverageView, EndpointView, EventView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { coverage } from '../routes/coverage.ts';
import { eventCoverage } from '../routes/event-coverage.ts';
import { factsOf } from '../routes/facts.ts';
import { takesNothing } from './request.ts';

/** What is emulated, with the documentation pages and with how it is known. */
export const registerCoverage: RegisterControl = (router) => {
  router.get('/_emulator/coverage', takesNothing, (ctx) => {
    const view: CoverageView = {
      endpoints: coverage.map(
        ({ method, path, page, errors, byFaultOnly, provenance }): EndpointView => ({
          method,
          path,
          page,
          errors: Object.keys(errors),
          by_fault_only: byFaultOnly.map(String),
          provenance,
          facts: factsOf(path),
        }),
      ),
      events: eventCoverage.map(
        ({ type, page, storeOnly, provenance }): EventView => ({
          type,
          page,
          store_only: storeOnly,
          provenance,
          facts: factsOf(type),
        }),
      ),
      everywhere: factsOf('*'),
    };
    ctx.body = view;
  });
};
