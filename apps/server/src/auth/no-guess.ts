import { AuthError } from '@feishu-login/auth-types';

/** A refusal of what nobody can have guessed: it has 256 random bits, so it was somebody's once. */
export class NoGuess extends AuthError {}
