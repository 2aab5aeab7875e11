import { mask, maskAddress } from './mask.ts';

/** What the mini program sent and what came back, secrets taken out. */
export interface Exchange {
  method: string;
  url: string;
  header: Record<string, unknown>;
  body?: unknown;
  /** Missing where no answer came. */
  status?: number;
  answer?: unknown;
  /** Why no answer came. */
  failure?: string;
}

export interface NetworkLog {
  add(exchange: Exchange): void;
  list(): readonly Exchange[];
  clear(): void;
}

const most = 1000;

export function createNetworkLog(): NetworkLog {
  let exchanges: Exchange[] = [];
  return {
    add({ url, ...exchange }) {
      exchanges.push({ ...(mask(exchange) as Omit<Exchange, 'url'>), url: maskAddress(url) });
      if (exchanges.length > most) exchanges = exchanges.slice(-most);
    },
    list: () => exchanges,
    clear: () => {
      exchanges = [];
    },
  };
}
