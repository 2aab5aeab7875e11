import { EntitySchema } from 'typeorm';
import { instant, text } from './columns.ts';

/** When something last happened that concerns everybody. */
export interface MomentRow {
  name: 'everybody_cut_off';
  at: number;
}

export const moments = new EntitySchema<MomentRow>({
  name: 'moments',
  columns: { name: { ...text, primary: true }, at: instant },
});
