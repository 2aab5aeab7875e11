import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { RefusalView } from '../control-api/views.ts';
import { readTarget } from './request-target.ts';
import { maxWorlds, type Worlds, worldName } from './worlds.ts';

/** Names the world of a request whose address cannot; the path `/w/<name>/…` says the same. */
const worldHeader = 'x-emulator-world';
/** Set here and nowhere else: what stands before the paths of this world. */
export const prefixHeader = 'x-emulator-prefix';

/** Hands each request to the world it names, as if that were alone at the root, or to the first platform. */
export function chooseWorld(first: RequestListener, worlds: Worlds): RequestListener {
  return (req, res) => {
    delete req.headers[prefixHeader];
    if (!readTarget(req)) return refuse(res, 400, 'The request target is neither a path nor an address.');
    const asked = worldOf(req);
    if (asked === undefined) return first(req, res);
    const { name, url } = asked;
    if (!worldName.test(name)) {
      return refuse(
        res,
        400,
        `"${name}" is no name for a world: up to 64 letters, digits, dots, dashes and underscores.`,
      );
    }
    const world = worlds.open(name);
    if (!world) {
      return refuse(res, 409, `There are ${maxWorlds} worlds already. DELETE /_emulator/worlds/<name> ends one.`);
    }
    req.url = url;
    req.headers[prefixHeader] = `/w/${name}`;
    return world.listener(req, res);
  };
}

function worldOf({ url = '/', headers }: IncomingMessage): { name: string; url: string } | undefined {
  const [, name, rest = ''] = /^\/w\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (name !== undefined) return { name, url: rest.startsWith('/') ? rest : `/${rest}` };
  const header = headers[worldHeader];
  return typeof header === 'string' && header !== '' ? { name: header, url } : undefined;
}

function refuse(res: ServerResponse, status: number, message: string): void {
  const body: RefusalView = { error: { code: 'invalid_request', message } };
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
