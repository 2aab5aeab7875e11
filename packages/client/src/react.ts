import { useEffect, useState } from 'react';
import type { AuthClient } from './client.ts';
import { type SessionState, sessionHook } from './session-hook.ts';

export type { SessionState } from './session-hook.ts';
export type { Who } from './who.ts';

/** Who is signed in, in a component of React. Make the client once, outside the component. */
export const useSession: (client: AuthClient) => SessionState = sessionHook({ useEffect, useState });
