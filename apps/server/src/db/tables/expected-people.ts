import { EntitySchema } from 'typeorm';
import { optional, text } from './columns.ts';

/** Whose a first sign-in becomes: people of a former system who have not been here yet. */
export interface ExpectedPersonRow {
  /** An open id of `app_id`, or a union id. */
  person_id: string;
  /** Empty for a union id, which several apps know. */
  app_id: string;
  /** `null`: whichever organisation they come from. */
  tenant_key: string | null;
  user_id: string;
}

export const expectedPeople = new EntitySchema<ExpectedPersonRow>({
  name: 'expected_people',
  columns: {
    person_id: { ...text, primary: true },
    app_id: { ...text, primary: true },
    tenant_key: { ...text, ...optional },
    user_id: text,
  },
  foreignKeys: [{ target: 'users', columnNames: ['user_id'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
  indices: [{ name: 'expected_people_user', columns: ['user_id'] }],
});
