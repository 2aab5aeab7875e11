/** One attempt to push an event. */
export interface Delivery {
  seq: number;
  at: string;
  event_id: string;
  type: string;
  app_id: string;
  transport: 'http' | 'long_connection' | 'none';
  attempt: number;
  /** HTTP status or acknowledged code; null when nothing came back in time. */
  status: number | null;
  ok: boolean;
  forged: string | null;
  /** When it is tried again, or null. */
  next_attempt_at: string | null;
  /** What the receiver should do differently. */
  why: string | null;
  why_zh: string | null;
}

export interface Attempt {
  transport: Delivery['transport'];
  status: number | null;
  ok: boolean;
  why?: { en: string; zh: string };
}
