import { z } from 'zod';

/** A call as it was made and answered, without secrets. */
export const recordedCall = z.strictObject({
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.string()),
  /** Whose access token it brought. */
  token: z.enum(['tenant', 'user', 'none']),
  /** JSON or form; null where there was none. */
  body: z.json(),
  /** SHA-256 of a body that is neither. */
  body_sha256: z.string().optional(),
  status: z.int().min(100).max(599),
  answer: z.json(),
});
export type RecordedCall = z.output<typeof recordedCall>;
