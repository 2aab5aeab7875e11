import type { CoverageView, EndpointView, ProvenanceView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { coverage } from '../routes/coverage.ts';
import { facts, factsOf } from '../routes/facts.ts';
import { settingProvenance } from '../state/settings.ts';

/** What is emulated, with the documentation pages and with how it is known. */
export const registerCoverage: RegisterControl = (router) => {
  router.get('/_emulator/coverage', (ctx) => {
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
      everywhere: factsOf('*'),
    };
    ctx.body = view;
  });
};

/** How each endpoint, fact and switch is known, for `GET /_emulator/state`. */
export function provenanceView(): ProvenanceView {
  return {
    endpoints: Object.fromEntries(coverage.map(({ method, path, provenance }) => [`${method} ${path}`, provenance])),
    facts,
    settings: settingProvenance,
  };
}
