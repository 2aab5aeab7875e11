export * from './app-token.ts';
export * from './gadget-session.ts';
export * from './user-info.ts';
export * from './user-token.ts';
