import { join } from 'node:path';

/** What a client is told to trust. */
export function authorityFile(folder: string): string {
  return join(folder, 'ca.pem');
}
