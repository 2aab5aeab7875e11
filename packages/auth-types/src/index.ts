export * from './api.ts';
export * from './endpoint-spec.ts';
export * from './errors.ts';
export type * from './page.ts';
export * from './webhooks.ts';
