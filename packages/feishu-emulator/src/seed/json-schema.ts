import { z } from 'zod';
import { seedSchema } from './seed.ts';

/** The seed file's JSON Schema, for editors; published as `seed.schema.json`. */
export function seedJsonSchema(): object {
  const schema = z.toJSONSchema(seedSchema, { io: 'input', target: 'draft-2020-12' });
  return { ...schema, title: 'feishu-emulator seed', description: 'Apps, users and switches an emulator starts with.' };
}
