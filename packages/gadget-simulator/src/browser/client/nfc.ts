import { type Answering, allAnswering, Refusal } from './answer.ts';
import type { Listeners } from './listeners.ts';

/** Kinds of tags (page "NFCAdapter"). */
const tags = ['getNfcA', 'getNfcB', 'getNfcV', 'getIsoDep', 'getMifareClassic'] as const;

const none = (): never => {
  throw new Refusal('the browser knows no NFC: a test tells of a tag with gadget.emit', 103);
};

const failing = (names: readonly string[]): Record<string, Answering> =>
  allAnswering(Object.fromEntries(names.map((name) => [name, none])));

/** `tt.getNFCAdapter()`: it listens, and finds only what a test brings near. */
export function createNfc({ functions }: Pick<Listeners, 'functions'>): Record<string, unknown> {
  const tag = failing(['connect', 'transceive', 'close', 'getAtqa', 'getSak', 'setTimeout', 'getMaxTransceiveLength']);
  const adapter = {
    ...allAnswering({ startDiscovery: () => undefined, stopDiscovery: () => undefined }),
    onDiscovered: functions.onDiscovered,
    offDiscovered: functions.offDiscovered,
    ...Object.fromEntries(tags.map((name) => [name, () => tag])),
  };
  return { getNFCAdapter: () => adapter };
}
