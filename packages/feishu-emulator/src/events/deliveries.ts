import { eventRetryDelays } from '@feishu-login/feishu-types';
import type { Clock } from '../state/clock.ts';
import type { Attempt, Delivery } from './delivery.ts';

export interface Parcel {
  event_id: string;
  type: string;
  app_id: string;
  /** Parcels of one lane go one after the other. */
  lane: string;
  forged: string | null;
  /** Forged parcels and challenges are not tried again. */
  retries: boolean;
  send(): Promise<Attempt>;
}

export interface Deliveries {
  /** Resolves when the first attempt is over, or at once when the parcel has to wait for one before it. */
  post(parcel: Parcel): Promise<Delivery | undefined>;
  /** Sends a parcel that was posted once more, by itself; nothing when it is not remembered. */
  repeat(event_id: string): Promise<Delivery | undefined>;
  list(): Delivery[];
  /** Forgets what waits to be sent, or to be tried again. */
  drop(): void;
  /** Forgets what was attempted. */
  forget(): void;
}

/** How many parcels are remembered, to be sent again. */
const repeatable = 200;
/** How many attempts are remembered. */
const logSize = 2000;

/** 将事件发送至开发者服务器: anything but 200 within three seconds is tried again after 15 s, 5 min, 1 h and 6 h. */
export function createDeliveries(clock: Clock): Deliveries {
  let seq = 0;
  let log: Delivery[] = [];
  const lanes = new Map<string, Parcel[]>();
  const parcels = new Map<string, Parcel>();

  const attempt = async (parcel: Parcel, count: number): Promise<Delivery> => {
    const lane = lanes.get(parcel.lane);
    const outcome = await parcel.send();
    const delay = outcome.ok || !parcel.retries ? undefined : eventRetryDelays[count - 1];
    const again = delay === undefined ? undefined : clock.now() + delay * 1000;
    seq += 1;
    const delivery = deliveryOf(parcel, outcome, { seq, count, now: clock.now(), again });
    log.push(delivery);
    if (log.length > logSize) log = log.slice(-logSize / 2);
    // After a reset the lane is another one, or gone.
    if (lanes.get(parcel.lane) !== lane) return delivery;
    if (again !== undefined) clock.at(again, () => attempt(parcel, count + 1));
    else await advanceLane(parcel.lane);
    return delivery;
  };

  const advanceLane = async (name: string): Promise<void> => {
    const lane = lanes.get(name);
    lane?.shift();
    const next = lane?.[0];
    if (next) await attempt(next, 1);
    else lanes.delete(name);
  };

  const post = async (parcel: Parcel): Promise<Delivery | undefined> => {
    const lane = lanes.get(parcel.lane);
    if (lane) {
      lane.push(parcel);
      return undefined;
    }
    lanes.set(parcel.lane, [parcel]);
    return attempt(parcel, 1);
  };

  return {
    post(parcel) {
      parcels.set(parcel.event_id, parcel);
      const [oldest] = parcels.keys();
      if (parcels.size > repeatable && oldest !== undefined) parcels.delete(oldest);
      return post(parcel);
    },
    async repeat(event_id) {
      const parcel = parcels.get(event_id);
      return parcel && post({ ...parcel, lane: `${parcel.lane} repeated ${seq}`, retries: false });
    },
    list: () => [...log],
    drop: () => lanes.clear(),
    forget() {
      log = [];
      parcels.clear();
    },
  };
}

/** What is told of an attempt. */
function deliveryOf(
  { event_id, type, app_id, forged }: Parcel,
  { transport, status, ok, why }: Attempt,
  { seq, count, now, again }: { seq: number; count: number; now: number; again: number | undefined },
): Delivery {
  return {
    seq,
    at: new Date(now).toISOString(),
    event_id,
    type,
    app_id,
    transport,
    attempt: count,
    status,
    ok,
    forged,
    next_attempt_at: again === undefined ? null : new Date(again).toISOString(),
    why: why?.en ?? null,
    why_zh: why?.zh ?? null,
  };
}
