import type { ProvenanceView } from '../control-api/views.ts';
import { coverage } from '../routes/coverage.ts';
import { eventCoverage } from '../routes/event-coverage.ts';
import { facts } from '../routes/facts.ts';
import { settingProvenance } from '../state/settings.ts';

/** How each endpoint, fact and switch is known, for `GET /_emulator/state`. */
export function provenanceView(): ProvenanceView {
  return {
    endpoints: Object.fromEntries(coverage.map(({ method, path, provenance }) => [`${method} ${path}`, provenance])),
    events: Object.fromEntries(eventCoverage.map(({ type, provenance }) => [type, provenance])),
    facts,
    settings: settingProvenance,
  };
}
