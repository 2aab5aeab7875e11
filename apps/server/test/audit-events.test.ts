import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { securityEvents } from '../src/auth/ports/security-log.ts';

describe('The names of what is written down', () => {
  it.each(['operating.md', 'operating.zh-CN.md'])('are all of them in %s, and no others', (document) => {
    const text = readFileSync(new URL(`../../../docs/${document}`, import.meta.url), 'utf8');
    const named = [...text.matchAll(/^\| `([a-z]+\.[a-z_]+|logout)` \|/gm)].map(([, name]) => name);
    expect(named).toEqual([...securityEvents]);
  });
});
