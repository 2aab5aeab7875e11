/** What the platform was asked and answered. Secrets, codes and tokens appear only as SHA-256. */
export interface JournalEntry {
  seq: number;
  /** The emulated time, ISO 8601. */
  at: string;
  method: string;
  path: string;
  app_id: string | null;
  open_id: string | null;
  /** HTTP status as sent; null when the connection was cut. */
  status: number | null;
  /** The platform's code, 0 for success; null where the answer has none. */
  code: number | string | null;
  /** The fault that played a part, by name. */
  fault: string | null;
  /** Whether the platform did what was asked, whatever became of its answer. */
  committed: boolean;
  /** What was wrong, what to change, and the documentation page; null when nothing was. */
  why: string | null;
  why_zh: string | null;
  page: string | null;
  /** The names of the fields that were sent, without their values. */
  parameters: string[];
  /** SHA-256 of each code, token, secret and verifier that was sent or handed out, by field. */
  credentials: Record<string, string>;
  /** Query and body as sent, with every secret, code and token masked. */
  request: Record<string, unknown> | null;
  /** The JSON that was answered, masked alike; null for a page or a redirect. */
  response: Record<string, unknown> | null;
  log_id: string;
}

export interface JournalQuery {
  /** Entries after this number. */
  since?: number;
  path?: string;
  method?: string;
  /** HTTP status. */
  status?: number;
  /** The platform's code, as number or text. */
  code?: number | string;
  /** Any app's open id of the person. */
  open_id?: string;
  /** The fault that played a part, by name. */
  fault?: string;
  app_id?: string;
  /** Entries in which this SHA-256 occurs. */
  hash?: string;
  limit?: number;
  /** Seconds to wait for an entry that fits when there is none yet; at most 60. */
  wait?: number;
}
