import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { dist } from './stub-server.ts';

describe('the built page', () => {
  it('travels in less than 40 kB, compressed beforehand in both ways', async () => {
    const files = await readdir(join(dist, 'assets'));
    const travelling = files.filter((name) => name.endsWith('.br')).map((name) => join(dist, 'assets', name));
    const kinds = (ending: string) =>
      files.filter((name) => name.endsWith(ending)).map((name) => name.split('.').slice(1).join('.'));
    expect(kinds('.br').sort()).toEqual(['css.br', 'js.br', 'svg.br']);
    expect(kinds('.gz').sort()).toEqual(['css.gz', 'js.gz', 'svg.gz']);
    const sizes = await Promise.all(
      [join(dist, 'index.html'), ...travelling].map(async (file) => (await stat(file)).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40_000);
  });

  it('is compressed to what it is', async () => {
    const files = (await readdir(join(dist, 'assets'))).map((name) => join(dist, 'assets', name));
    const sources = files.filter((name) => !/\.(br|gz)$/.test(name));
    for (const file of sources) {
      const [plain, br, gz] = await Promise.all(['', '.br', '.gz'].map((ending) => readFile(file + ending)));
      expect([brotliDecompressSync(br ?? ''), gunzipSync(gz ?? '')]).toEqual([plain, plain]);
    }
  });

  it('has one place for its boot data, and nothing the security policy would stop', async () => {
    const html = await readFile(join(dist, 'index.html'), 'utf8');
    expect(html.match(/<script id="boot" type="application\/json">null<\/script>/g)).toHaveLength(1);
    expect(html.match(/<script id="brand" type="application\/json">null<\/script>/g)).toHaveLength(1);
    expect(html.replace(/<script id="(boot|brand)"[\s\S]*?<\/script>/g, '')).not.toMatch(
      /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/,
    );
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    const elsewhere = addresses.filter((address) => !/^\/assets\/[\w-]+\.(js|css|svg)$/.test(address ?? ''));
    expect(elsewhere).toEqual(['/auth/login']);
  });
});
