import { registerAppControl } from './control/apps.ts';
import { registerClockControl } from './control/clock.ts';
import { registerCodeControl } from './control/codes.ts';
import { registerCoverage } from './control/coverage.ts';
import { registerEventControl } from './control/events.ts';
import { registerFaultControl } from './control/faults.ts';
import { registerGadgetPage } from './control/gadget.ts';
import { registerGrantControl } from './control/grants.ts';
import { registerJournalControl } from './control/journal.ts';
import { registerRelay } from './control/relay.ts';
import { registerSettingControl } from './control/settings.ts';
import { registerStateControl } from './control/state.ts';
import { registerUserControl } from './control/users.ts';
import type { RegisterControl } from './router.ts';

export const controlRoutes: readonly RegisterControl[] = [
  registerStateControl,
  registerUserControl,
  registerCodeControl,
  registerFaultControl,
  registerEventControl,
  registerAppControl,
  registerGrantControl,
  registerSettingControl,
  registerClockControl,
  registerJournalControl,
  registerRelay,
  registerGadgetPage,
  registerCoverage,
];
