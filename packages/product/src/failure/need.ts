/** Somebody who can do something about it. */
export type Who = 'you' | 'developer' | 'administrator';

/** Whom it takes; what passes by itself takes nobody. */
export type Need = Who | 'time';
