import type { RegisterControl } from '../exchange/router.ts';
import { registerAppControl } from './apps.ts';
import { registerClockControl } from './clock.ts';
import { registerCodeControl } from './codes.ts';
import { registerCoverage } from './coverage.ts';
import { registerDirectoryControl } from './directory.ts';
import { registerEventControl } from './events.ts';
import { registerFaultControl } from './faults.ts';
import { registerGadgetPage } from './gadget.ts';
import { registerGrantControl } from './grants.ts';
import { registerHealth } from './health.ts';
import { registerJournalControl } from './journal.ts';
import { registerRelay } from './relay.ts';
import { registerSettingControl } from './settings.ts';
import { registerStateControl } from './state.ts';
import { registerStubControl } from './stubs.ts';
import { registerUserControl } from './users.ts';
import { registerWorldControl } from './worlds.ts';

export const controlRoutes: readonly RegisterControl[] = [
  registerHealth,
  registerStateControl,
  registerUserControl,
  registerDirectoryControl,
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
  registerStubControl,
  registerWorldControl,
];
