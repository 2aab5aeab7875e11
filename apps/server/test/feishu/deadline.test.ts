import { describe, expect, it, jest } from '@jest/globals';
import { createPlatform } from '../../src/feishu/platform.ts';
import { type PlatformAnswer, type PlatformRequest, TransportFailure } from '../../src/feishu/transport.ts';

const request: PlatformRequest = { method: 'POST', url: new URL('http://platform.example/token'), json: {} };

/** A wire that answers by a list and sees the deadline as a real one would. */
function scripted(...answers: (PlatformAnswer | TransportFailure)[]) {
  const sent: number[] = [];
  const close = () => undefined;
  return {
    sent,
    close,
    send: async (_request: PlatformRequest, signal: AbortSignal): Promise<PlatformAnswer> => {
      sent.push(performance.now());
      if (signal.aborted) throw new TransportFailure('unanswered', 'ERR_ABORTED');
      const answer = answers.shift() ?? new TransportFailure('unanswered', 'no more answers');
      if (answer instanceof TransportFailure) throw answer;
      return answer;
    },
  };
}

const limited = (reset: string): PlatformAnswer => ({ status: 429, rateLimitReset: reset, body: { code: 99991400 } });

describe('A deadline', () => {
  it('that ends within a pause ends the call: nothing is sent after it, and what was not sent is not spent', async () => {
    const transport = scripted(limited('1'));
    const call = createPlatform(transport).call(request, AbortSignal.timeout(100));
    await expect(call).rejects.toMatchObject({ maybeActedOn: false, details: { retryAfter: 1 } });
    expect(transport.sent).toHaveLength(1);
  });

  it('that is over already lets nothing be sent', async () => {
    const transport = scripted();
    const call = createPlatform(transport).call(request, AbortSignal.abort());
    await expect(call).rejects.toMatchObject({ code: 'upstream_unavailable', maybeActedOn: false });
    expect(transport.sent).toHaveLength(0);
  });

  it('ends a pause at once, not at its end', async () => {
    const transport = scripted(limited('2'));
    const begun = performance.now();
    await expect(createPlatform(transport).call(request, AbortSignal.timeout(50))).rejects.toThrow();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('The pause between tries', () => {
  const failing: PlatformAnswer = { status: 500, rateLimitReset: undefined, body: { code: 20050 } };
  const timeOfThreeTries = async (luck: number): Promise<number> => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(luck);
    const begun = performance.now();
    const call = createPlatform(scripted(failing, failing, failing)).call(request, AbortSignal.timeout(30_000));
    await expect(call).rejects.toThrow();
    random.mockRestore();
    return performance.now() - begun;
  };

  it('is up to 300 and then 600 milliseconds long, and anything less by chance', async () => {
    expect(await timeOfThreeTries(1)).toBeGreaterThanOrEqual(890);
    expect(await timeOfThreeTries(0)).toBeLessThan(890);
  });
});
