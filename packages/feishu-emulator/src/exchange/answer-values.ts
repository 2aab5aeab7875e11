import { z } from 'zod';

/** What whoever shapes an answer may ask for. */
export const httpStatus = z.int().min(200).max(599);
/** What a header can carry. */
export const headerText = z.string().regex(/^[\t\x20-\x7e\u0080-\u00ff]*$/, 'a header holds no line breaks');
