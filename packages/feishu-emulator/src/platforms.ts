import type { RequestListener } from 'node:http';
import { createApp } from './app.ts';
import { createRecorder, type Recorder } from './openapi/recorder.ts';
import { type RecordedCall, readRecording } from './openapi/recording.ts';
import type { EmulatorOptions } from './options.ts';
import type { KeptState } from './persistence/kept-state.ts';
import { openPersistence, type Persistence } from './persistence/persistence.ts';
import { createState } from './state/create-state.ts';
import type { State } from './state/state.ts';
import { createWorlds, type World, type Worlds } from './worlds/worlds.ts';

/** The platforms of a process: the first, and the worlds beside it. */
export interface Platforms {
  state: State;
  listener: RequestListener;
  worlds: Worlds;
  close(): Promise<void>;
}

type Options = EmulatorOptions & { host: string };

/** What all platforms of a process share. */
interface Shared {
  worlds: Worlds;
  calls: readonly RecordedCall[] | undefined;
  recorder: Recorder | undefined;
  save: (() => Promise<void>) | undefined;
}

/** Builds them as they were kept, or from the seed; throws what names the option or file that does not fit. */
export async function openPlatforms(options: Options): Promise<Platforms> {
  const calls = options.replay && (await readRecording(options.replay.file));
  const recorder = options.record && createRecorder(options.record.to, options.record.file);
  const persistence: Persistence | undefined =
    options.persist === undefined ? undefined : await openPersistence(options.persist, () => keptNow());
  const worlds: Worlds = createWorlds((name) => make(name));
  const make = (name: string) =>
    createWorld(options, { worlds, calls, recorder, save: persistence?.save }, persistence?.take(name));
  const { state, listener } = make('');
  const keptNow = () =>
    Object.fromEntries([['', state.keep()], ...worlds.entries().map(([name, world]) => [name, world.state.keep()])]);
  for (const name of persistence?.worlds ?? []) worlds.open(name);
  await persistence?.save();
  return {
    state,
    listener,
    worlds,
    async close() {
      const saved = persistence?.save();
      state.close();
      worlds.close();
      await saved;
    },
  };
}

/** One platform: what it knows, and what answers for it. */
function createWorld(options: Options, shared: Shared, kept: KeptState | undefined): World {
  const { host, seed, settings, apps, stubs, replay, gadget, relayOrigins = [], allowedHosts = [] } = options;
  const { calls, ...surroundings } = shared;
  const state = createState({
    seed,
    ...(settings && { settings }),
    ...(apps && { apps }),
    ...(stubs && { stubs }),
    ...(calls && { replay: { ...replay, calls } }),
    kept,
  });
  const { koa } = createApp(state, {
    gadgetHtml: gadget?.html,
    relayOrigins,
    allowedHosts: [host, ...allowedHosts],
    ...surroundings,
  });
  return { state, listener: koa.callback() };
}
