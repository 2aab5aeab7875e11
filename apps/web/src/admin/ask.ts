import type { AdminEndpoint, AdminParams, AdminQuery, AdminReply } from '@feishu-login/auth-types/admin';

export interface Refusal {
  readonly ok: false;
  /** One of the contract's, or `no_network`. */
  readonly code: string;
  readonly requestId: string;
}

export type Answer<E extends AdminEndpoint> = { readonly ok: true; readonly reply: AdminReply<E> } | Refusal;

interface Input<E extends AdminEndpoint> {
  readonly params?: AdminParams<E>;
  readonly query?: AdminQuery<E>;
}

/** Asks the server with the session cookie, which no script can read. */
export async function ask<E extends AdminEndpoint>(endpoint: E, input?: Input<E> & LooseInput): Promise<Answer<E>> {
  const [method = ''] = endpoint.split(' ');
  try {
    const answer = await fetch(addressOf(endpoint, input ?? {}), {
      method,
      // The server refuses unsafe requests that are not JSON, those without a body included: no form can send them.
      headers: { accept: 'application/json', ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
    });
    if (answer.ok) return { ok: true, reply: answer.status === 204 ? undefined : await answer.json() };
    const { error } = await answer.json();
    return { ok: false, code: String(error.code), requestId: String(error.request_id) };
  } catch {
    return { ok: false, code: 'no_network', requestId: '' };
  }
}

interface LooseInput {
  readonly params?: { readonly id?: string } | undefined;
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
}

function addressOf(endpoint: string, { params, query = {} }: LooseInput): string {
  const [, path = ''] = endpoint.split(' ');
  const filled = path.replace(':id', encodeURIComponent(params?.id ?? ''));
  const said = Object.entries(query).filter((pair): pair is [string, string] => (pair[1] ?? '') !== '');
  return said.length === 0 ? filled : `${filled}?${new URLSearchParams(said)}`;
}
