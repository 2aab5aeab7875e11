import type { Client } from '../../runtime/tt.ts';
import type { NavigationBar } from '../navigation-bar.ts';
import type { TabBar } from '../tab-bar.ts';
import type { TopView } from '../view.ts';
import { createAnimation } from './animation.ts';
import { allAnswering } from './answer.ts';
import { createCanvasFunctions } from './canvas.ts';
import { createFileFunctions } from './choose-files.ts';
import { createConsent } from './consent.ts';
import { createDevice, systemInfo } from './device.ts';
import { createFileSystem } from './file-system.ts';
import type { Files } from './files.ts';
import { createPageFunctions } from './page-functions.ts';
import { createAsking } from './people.ts';
import { createPlayers } from './players.ts';
import { createIntersectionObserver, createSelectorQuery } from './query.ts';
import { connectSocket } from './sockets.ts';
import { createTransfers } from './transfer.ts';

export interface ClientSources {
  /** The Feishu client that is given; what it answers, it answers. */
  given: Client;
  files: Files;
  addressOf(path: string): string;
  bar: NavigationBar;
  tabs: TabBar;
  top(): TopView | undefined;
  /** The person closes the mini program. */
  leave(): void;
}

/** The functions of `tt` that the simulator answers (see `coverage/functions.ts`). */
export function createClient({
  given,
  files,
  addressOf,
  bar,
  tabs,
  top,
  leave,
}: ClientSources): Record<string, unknown> {
  const consent = createConsent();
  return {
    ...systemInfo(),
    ...consent.functions,
    ...createAsking(consent),
    ...createDevice(consent),
    ...createFileFunctions(files, addressOf, consent),
    ...createTransfers(files, () => Reflect.get(given, 'request')),
    ...createFileSystem(files),
    ...createCanvasFunctions(files, addressOf),
    ...createPlayers(files),
    connectSocket,
    createAnimation,
    createSelectorQuery,
    createIntersectionObserver,
    ...createPageFunctions({ bar, tabs, top }),
    ...allAnswering({
      exitMiniProgram() {
        leave();
        return undefined;
      },
    }),
  };
}
