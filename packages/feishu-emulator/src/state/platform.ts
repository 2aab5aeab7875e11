import type { Events } from '../events/events.ts';
import type { Connections } from '../events/long-connection/connections.ts';
import type { AppTokens } from './app-tokens.ts';
import type { Apps } from './apps.ts';
import type { Clock } from './clock.ts';
import type { Codes } from './codes.ts';
import type { Devices } from './devices.ts';
import type { Directory } from './directory.ts';
import type { Grants } from './grants.ts';
import type { Scans } from './scans.ts';
import type { Settings } from './settings.ts';
import type { SignIns } from './sign-ins.ts';
import type { Tickets } from './tickets.ts';
import type { Trap } from './trap.ts';
import type { UserTokens } from './user-tokens.ts';
import type { Users } from './users.ts';

/** The platform itself: its time and settings, what it knows, and how it reaches the apps. */
export interface Platform {
  /** Aborts when the platform goes: nobody is kept waiting after that. */
  readonly ending: AbortSignal;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly apps: Apps;
  readonly users: Users;
  readonly directory: Directory;
  readonly grants: Grants;
  readonly codes: Codes;
  readonly userTokens: UserTokens;
  readonly appTokens: AppTokens;
  readonly tickets: Tickets;
  readonly signIns: SignIns;
  readonly scans: Scans;
  readonly trap: Trap;
  readonly devices: Devices;
  readonly events: Events;
  readonly connections: Connections;
}
