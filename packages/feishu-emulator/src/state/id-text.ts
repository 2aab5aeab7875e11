import { z } from 'zod';

/** An id of the platform's or of one's own: it stands in an address as it is, and names nothing that every object has. */
export const idText = z
  .string()
  .max(100)
  .regex(/^[\w.@:-]+$/, 'letters, digits and . _ - : @ only')
  .refine((id) => !(id in {}), 'every object has something of that name');
