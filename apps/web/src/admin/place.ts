import { useEffect, useState } from 'preact/hooks';

export const rooms = ['people', 'audit', 'clients', 'check-up', 'health'] as const;
export type Room = (typeof rooms)[number];

/** Where somebody is, as the address says: so that the way through Feishu leads back to it. */
export interface Place {
  readonly room: Room;
  /** The person that is looked at. */
  readonly id: string | undefined;
  readonly query: Readonly<Record<string, string>>;
}

function readPlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name, id = ''] = path.split('/');
  const room = rooms.find((one) => one === name) ?? 'people';
  return {
    room,
    id: id === '' ? undefined : decoded(id),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** What somebody typed may be no encoding of anything. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function hashOf({ room, id, query }: Place): string {
  const said = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${room}${id === undefined ? '' : `/${encodeURIComponent(id)}`}${said === '' ? '' : `?${said}`}`;
}

/** A room without anything said about it. */
export function entrance(room: Room, id?: string): string {
  return hashOf({ room, id, query: {} });
}

export function usePlace(): Place {
  const [place, setPlace] = useState(() => readPlace(location.hash));
  useEffect(() => {
    const read = () => setPlace(readPlace(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return place;
}

/** What is said of a place changes without a step in the browser's history. */
export function say(place: Place, query: Readonly<Record<string, string>>): void {
  location.replace(hashOf({ ...place, query }));
}
