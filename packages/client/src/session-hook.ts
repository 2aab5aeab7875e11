import type { AuthClient } from './client.ts';
import type { AuthFailure } from './failure.ts';
import { askWho, type Who } from './who.ts';

/** What the two libraries have in common. */
export interface HookLibrary {
  useState<T>(first: T): [value: T, set: (value: T) => void];
  useEffect(effect: () => () => void, dependencies: readonly unknown[]): void;
}

export interface SessionState {
  /** `loading` until the server has answered once. */
  readonly who: Who | { readonly state: 'loading' };
  /** Asks again, for instance after `unknown` or when the page is shown again. */
  ask(): void;
  /** Signs this device out; resolves with the failure when the server could not do it. */
  signOut(): Promise<AuthFailure | undefined>;
}

/** `useSession` for a library; the client has to stay the same between renderings. */
export function sessionHook({ useState, useEffect }: HookLibrary): (client: AuthClient) => SessionState {
  return (client) => {
    const [who, setWho] = useState<SessionState['who']>({ state: 'loading' });
    const [question, setQuestion] = useState({});
    useEffect(() => {
      let wanted = true;
      const show = (answer: Who) => {
        if (wanted) setWho(answer);
      };
      void askWho(client).then(show);
      return () => {
        wanted = false;
      };
    }, [client, question]);
    return {
      who,
      ask: () => setQuestion({}),
      async signOut() {
        const failure = await client.signOut();
        if (failure === undefined) setWho({ state: 'nobody' });
        return failure;
      },
    };
  };
}
