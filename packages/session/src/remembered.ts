import { createHash } from 'node:crypto';
import type { Ask } from './ask.ts';

const mostEntries = 10_000;

/** The same, with answers used again until they are `ms` old, counted from the question. A failure is forgotten at once. */
export function remembered(ask: Ask, ms: number): Ask {
  const answers = new Map<string, { until: number; answer: ReturnType<Ask> }>();
  return (credential) => {
    const now = performance.now();
    for (const [key, { until }] of answers) {
      // Oldest first: what follows is younger.
      if (until > now && answers.size < mostEntries) break;
      answers.delete(key);
    }
    // What memory shows when it is dumped is no credential.
    const key = createHash('sha256').update(JSON.stringify(credential)).digest('base64');
    const known = answers.get(key);
    if (known !== undefined) return known.answer;
    const answer = ask(credential);
    const entry = { until: now + ms, answer };
    answers.set(key, entry);
    answer.catch(() => answers.get(key) === entry && answers.delete(key));
    return answer;
  };
}
