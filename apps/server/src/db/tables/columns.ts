import type { EntitySchemaColumnOptions } from 'typeorm';

/** Epoch milliseconds: no date type is accepted by both databases, and PostgreSQL's shifts with the time zone. */
export const instant: EntitySchemaColumnOptions = { type: 'bigint' };
export const text: EntitySchemaColumnOptions = { type: 'text' };
export const optional = { nullable: true } as const;
