import type { Administrator } from '@feishu-login/auth-types/admin';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

const AdministratorContext = createContext<Administrator | undefined>(undefined);

export const AdministratorProvider = AdministratorContext.Provider;

/** Whether ending and blocking need no new sign-in now, as far as the page knows; the server decides. */
export function useSteppedUp(): boolean {
  const until = useContext(AdministratorContext)?.stepped_up_until;
  return until != null && Date.now() < Date.parse(until);
}

/** Through Feishu's page and back to this very place. */
export function signInOnceMore(): void {
  location.assign(`/auth/login?return_to=${encodeURIComponent(`/admin${location.hash}`)}`);
}
