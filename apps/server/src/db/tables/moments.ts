import { EntitySchema } from 'typeorm';
import { instant, text } from './columns.ts';

/** What only rises and concerns everybody: when something last happened, or how far something has come. */
export interface MomentRow {
  name: 'everybody_cut_off' | 'retired_grant_version';
  at: number;
}

export const moments = new EntitySchema<MomentRow>({
  name: 'moments',
  columns: { name: { ...text, primary: true }, at: instant },
});
