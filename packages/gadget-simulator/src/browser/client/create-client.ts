import { answererOf } from '../../coverage/functions.ts';
import type { Client } from '../../runtime/tt.ts';
import type { NavigationBar } from '../navigation-bar.ts';
import type { Sharing } from '../sharing.ts';
import type { TabBar } from '../tab-bar.ts';
import type { TopView } from '../view.ts';
import { createAnimation } from './animation.ts';
import { allAnswering } from './answer.ts';
import { createCamera } from './camera.ts';
import { createCanvasFunctions } from './canvas.ts';
import { createChats } from './chats.ts';
import { createChoosing } from './choose-files.ts';
import { createConsent } from './consent.ts';
import { createCustomizedInput } from './customized-input.ts';
import { createDevice, systemInfo } from './device.ts';
import { createFileSystem } from './file-system.ts';
import type { Files } from './files.ts';
import { createKeeping } from './kept-files.ts';
import type { Leaving } from './leaving.ts';
import type { Listeners } from './listeners.ts';
import { createLocation } from './location.ts';
import { createNfc } from './nfc.ts';
import { createPageFunctions } from './page-functions.ts';
import { createAsking } from './people.ts';
import { createPlayers } from './players.ts';
import { createIntersectionObserver, createSelectorQuery } from './query.ts';
import { createRecorder } from './recorder.ts';
import { connectSocket } from './sockets.ts';
import { createTransfers } from './transfer.ts';
import { createVerification } from './verification.ts';

export interface ClientSources {
  /** The Feishu client that is given; what it answers, it answers. */
  given: Client;
  files: Files;
  listeners: Listeners;
  leaving: Leaving;
  sharing: Sharing;
  addressOf(path: string): string;
  bar: NavigationBar;
  tabs: TabBar;
  pages: readonly string[];
  tabPages(): Set<string>;
  top(): TopView | undefined;
  /** The person closes the mini program. */
  leave(): void;
}

/** The functions of `tt` that the simulator answers (see `coverage/functions.ts`). */
export function createClient(sources: ClientSources): Record<string, unknown> {
  const { given, files, listeners, leaving, sharing, addressOf, bar, tabs, pages, tabPages, top, leave } = sources;
  const consent = createConsent();
  const all = {
    ...systemInfo(),
    ...consent.functions,
    ...listeners.functions,
    ...leaving.functions,
    ...sharing.functions,
    ...createAsking(),
    ...createChats(),
    ...createVerification(consent),
    ...createDevice({ ...consent, ...listeners }),
    ...createLocation({ ...consent, ...listeners }),
    ...createNfc(listeners),
    ...createChoosing(files, addressOf),
    ...createKeeping(files, addressOf, consent),
    ...createTransfers(files, () => Reflect.get(given, 'request')),
    ...createFileSystem(files),
    ...createCanvasFunctions(files, addressOf),
    ...createPlayers(files),
    ...createRecorder(files, consent),
    ...createCamera(files, consent),
    ...createCustomizedInput(),
    ...createPageFunctions({ bar, tabs, pages, tabPages, top }),
    connectSocket,
    createAnimation,
    createSelectorQuery,
    createIntersectionObserver,
    // It records for the performance panel of Feishu's own developer tools, which is not here.
    getPerformanceRecorder: () => performanceRecorder,
    ...allAnswering({
      exitMiniProgram() {
        leave();
        return undefined;
      },
    }),
  };
  // Only what a client has: nothing more is to be found in it.
  return Object.fromEntries(Object.entries(all).filter(([name]) => answererOf(name) !== undefined));
}

const nothing = (): undefined => undefined;
const performanceRecorder = Object.fromEntries(
  ['mark', 'startParallel', 'endParallel', 'startStack', 'endStack'].map((name) => [name, nothing]),
);
