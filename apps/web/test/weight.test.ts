import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { dist } from './stub-server.ts';

describe('the built page', () => {
  it('is less than 60 kB of scripts and styles, compressed', async () => {
    const files = (await readdir(join(dist, 'assets'))).filter((name) => /\.(js|css)$/.test(name));
    const sizes = await Promise.all(
      files.map(async (name) => gzipSync(await readFile(join(dist, 'assets', name))).length),
    );
    expect(files.map((name) => name.split('.').at(-1)).sort()).toEqual(['css', 'js']);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  });

  it('has one place for its boot data, and nothing the security policy would stop', async () => {
    const html = await readFile(join(dist, 'index.html'), 'utf8');
    expect(html.match(/<script id="boot" type="application\/json">null<\/script>/g)).toHaveLength(1);
    expect(html.replace(/<script id="boot"[\s\S]*?<\/script>/, '')).not.toMatch(
      /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/,
    );
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^\/assets\/[\w-]+\.(js|css|svg)$/.test(address ?? ''))).toEqual([]);
  });
});
