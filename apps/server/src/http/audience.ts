/**
 * Whether programs alone ask for this address: the API, events, assets, forward authentication and probes. What they are
 * answered is never a page.
 */
export function answersPrograms(path: string): boolean {
  return /^\/(api|feishu|assets|admin\/assets|auth\/verify|healthz|readyz)(\/|$)/.test(path);
}
