import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

const read = (file: string) => readFileSync(join(repository, file), 'utf8');

describe('What this is made of', () => {
  it('S1: promises one Node everywhere, and the types know no newer one', () => {
    const { engines, devDependencies } = JSON.parse(read('package.json'));
    const promised = /^>=((\d+)\.\d+)$/.exec(engines.node);
    expect(promised).not.toBeNull();
    const [, version, major] = promised ?? [];
    expect(read('README.md')).toContain(`Node ${version} `);
    expect(read('README.zh-CN.md')).toContain(`Node ${version} `);
    expect(JSON.parse(read('packages/feishu-emulator/package.json')).engines).toEqual(engines);
    expect(devDependencies['@types/node'].split('.')[0]).toBe(major);
  });

  it('S2: names exact versions', () => {
    const specifiers = read('pnpm-lock.yaml').match(/(?<=^ {8}specifier: ).*$/gm) ?? [];
    expect(specifiers.length).toBeGreaterThan(30);
    expect(
      specifiers.filter((specifier) => !/^(workspace:\*|(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+\S*)$/.test(specifier)),
    ).toEqual([]);
  });

  it('S2: locks every package by its SHA-512, from the registry alone', () => {
    const [, , packages = ''] = /^([\s\S]*?)^packages:$([\s\S]*?)^snapshots:$/m.exec(read('pnpm-lock.yaml')) ?? [];
    const named = packages.match(/^ {2}\S.*:$/gm) ?? [];
    const locked = packages.match(/^ {4}resolution: \{integrity: sha512-[A-Za-z0-9+/]{86}==\}$/gm) ?? [];
    expect(named.length).toBeGreaterThan(100);
    expect(locked).toHaveLength(named.length);
  });
});
