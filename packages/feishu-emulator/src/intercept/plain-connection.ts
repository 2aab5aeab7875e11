import net from 'node:net';
import type { EmulatorAddress } from './emulator-address.ts';

/** What callers ask an encrypted connection for, besides talking: answered as for one whose peer is known. */
const asIfEncrypted = {
  encrypted: true,
  authorized: true,
  alpnProtocol: false,
  getSession: () => undefined,
  setSession: () => {},
  isSessionReused: () => false,
  getPeerCertificate: () => ({}),
  getProtocol: () => 'TLSv1.3',
  getCipher: () => ({ name: 'none', standardName: 'none', version: 'none' }),
};

/** A plain connection to the emulator that passes for an encrypted one with its caller. */
export function openPlain({ host, port }: EmulatorAddress, opened: (() => void) | undefined): net.Socket {
  const socket = Object.assign(net.connect({ host, port }), asIfEncrypted);
  if (opened) socket.once('secureConnect', opened);
  socket.once('connect', () => socket.emit('secureConnect'));
  return socket;
}
