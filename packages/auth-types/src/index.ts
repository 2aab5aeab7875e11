export * from './api.ts';
export * from './errors.ts';
export type * from './page.ts';
