import { eventAnswerTimeoutMs } from '@feishu-login/feishu-types';
import type { Attempt } from './delivery.ts';
import type { Letter } from './letter.ts';

/** Posts to the app's event address; only HTTP 200 in time counts. */
export async function pushOverHttp(
  url: string,
  letter: Letter,
  timeoutMs: number = eventAnswerTimeoutMs,
): Promise<Attempt & { body: string }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: letter.headers,
      body: letter.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await answer.text();
    const { status } = answer;
    if (status === 200) return { transport: 'http', status, ok: true, body };
    return {
      transport: 'http',
      status,
      ok: false,
      body,
      why: {
        en: `The event address answered ${status}. Only 200 counts: store the event, answer 200, work later.`,
        zh: `事件地址返回 ${status}。只有 200 视为成功：请先保存事件并返回 200，再异步处理。`,
      },
    };
  } catch (error) {
    const reason =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    return {
      transport: 'http',
      status: null,
      ok: false,
      body: '',
      why: {
        en: `No answer from ${url} within ${timeoutMs} ms: ${reason}. Check the address, and answer before working.`,
        zh: `${url} 在 ${timeoutMs} 毫秒内没有应答：${reason}。请检查地址，并先应答再处理。`,
      },
    };
  }
}
