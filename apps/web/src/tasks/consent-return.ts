/** How the reader comes back from Feishu's page, on which they were asked for scopes. */
export type ConsentReturn = 'agreed' | 'refused';

const parameter = 'show';
const tasks = 'tasks';

/** Where Feishu's page leads back to: here, with a note in the address that the tasks were wanted. */
export function returnAfterConsent(): string {
  const here = new URL(location.pathname === '/' ? location.href : '/', location.origin);
  here.searchParams.set(parameter, tasks);
  here.hash = '';
  return here.href;
}

/**
 * Reads that note, or the server's of a refusal, and takes it out of the address: whoever reloads the page or shares
 * the address has asked for nothing. For a page with somebody signed in.
 */
export function takeConsentReturn(): ConsentReturn | undefined {
  const address = new URL(location.href);
  const { searchParams } = address;
  if (searchParams.get('error') === 'access_denied') {
    history.replaceState(null, '', '/');
    return 'refused';
  }
  if (searchParams.get(parameter) !== tasks) return undefined;
  searchParams.delete(parameter);
  history.replaceState(null, '', address.href);
  return 'agreed';
}
