/** How `tt.request` reaches other servers: without a browser's rules (no `Origin`, no CORS), as from a real client. */
export interface Network {
  send(request: NetworkRequest): Promise<NetworkAnswer>;
}

export interface NetworkRequest {
  url: string;
  method: string;
  header: Record<string, string>;
  body: string | ArrayBuffer | undefined;
  signal: AbortSignal;
}

export interface NetworkAnswer {
  status: number;
  header: Record<string, string>;
  body: ArrayBuffer;
}

/** Sends with `fetch`, for Node. Redirects are followed, as clients do. */
export function createFetchNetwork(send: typeof fetch = fetch): Network {
  return {
    async send({ url, method, header, body, signal }) {
      const answer = await send(url, { method, headers: header, signal, ...(body !== undefined && { body }) });
      return {
        status: answer.status,
        header: Object.fromEntries(answer.headers),
        body: await answer.arrayBuffer(),
      };
    },
  };
}
