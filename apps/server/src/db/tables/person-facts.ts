import { EntitySchema } from 'typeorm';
import { instant, optional, text } from './columns.ts';

/** What the organisation's contacts say of the person behind an identity. */
export interface PersonFactsRow {
  app_id: string;
  open_id: string;
  /** JSON; `null` before the first answer. */
  facts: string | null;
  /** When to ask again; `null` if nothing calls for it. */
  due_at: number | null;
}

export const personFacts = new EntitySchema<PersonFactsRow>({
  name: 'person_facts',
  columns: {
    app_id: { ...text, primary: true },
    open_id: { ...text, primary: true },
    facts: { ...text, ...optional },
    due_at: { ...instant, ...optional },
  },
  foreignKeys: [
    {
      target: 'identities',
      columnNames: ['app_id', 'open_id'],
      referencedColumnNames: ['app_id', 'open_id'],
      onDelete: 'CASCADE',
    },
  ],
  indices: [{ name: 'person_facts_due', columns: ['app_id', 'due_at'] }],
});
