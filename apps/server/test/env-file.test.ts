import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EnvFileError, loadEnvFile } from '../src/config/env-file.ts';

describe('.env', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'env-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function loaded(content: string | Buffer, env: Record<string, string> = {}): Promise<Record<string, string>> {
    await writeFile(join(folder, '.env'), content);
    loadEnvFile(folder, env);
    return env;
  }

  it.each([
    ['Unix', 'FEISHU_APP_ID=cli_1\nFEISHU_APP_SECRET="s"\n'],
    ['Windows', '\ufeffFEISHU_APP_ID=cli_1\r\nFEISHU_APP_SECRET="s"\r\n'],
    ['an old Mac', 'FEISHU_APP_ID=cli_1\rFEISHU_APP_SECRET="s"\r'],
    ['Windows, with a remark first', '\ufeff# 飞书\r\nFEISHU_APP_ID=cli_1\r\nFEISHU_APP_SECRET="s"'],
    ['a shell', '\ufeffexport FEISHU_APP_ID=cli_1\r\n export FEISHU_APP_SECRET="s"'],
  ])('is read as an editor of %s writes it', async (_whose, content) => {
    expect(await loaded(content)).toEqual({ FEISHU_APP_ID: 'cli_1', FEISHU_APP_SECRET: 's' });
  });

  it('keeps what the environment says already, an empty value too', async () => {
    const env = { FEISHU_APP_ID: 'cli_2', HOST: '' };
    expect(await loaded('\ufeffFEISHU_APP_ID=cli_1\r\nHOST=127.0.0.1\r\nPORT=1', env)).toEqual({ ...env, PORT: '1' });
  });

  it.each([
    ['UTF-16 with its mark', Buffer.from('\ufeffFEISHU_APP_ID=cli_1\r\n', 'utf16le')],
    ['UTF-16 without', Buffer.from('FEISHU_APP_ID=cli_1\r\n', 'utf16le')],
    ['GBK', Buffer.concat([Buffer.from('# '), Buffer.from([0xb7, 0xc9, 0xca, 0xe9]), Buffer.from('\nPORT=1')])],
    ['big-endian UTF-16', Buffer.from('\ufeffFEISHU_APP_ID=cli_1\r\n', 'utf16le').swap16()],
  ])('is refused in %s, with what to do and without what it says', async (_encoding, content) => {
    const refusal = loaded(content);
    await expect(refusal).rejects.toThrow(EnvFileError);
    await expect(refusal).rejects.toThrow(/UTF-8.*UTF-8/);
    await expect(refusal).rejects.not.toThrow('cli_1');
  });

  it('is missed where an editor has hidden its second ending', async () => {
    await writeFile(join(folder, '.env.txt'), 'FEISHU_APP_ID=cli_1');
    expect(() => loadEnvFile(folder, {})).toThrow('.env.txt');
    expect(await loaded('PORT=1')).toEqual({ PORT: '1' });
  });

  it('need not be there', () => {
    const env = {};
    loadEnvFile(folder, env);
    expect(env).toEqual({});
  });
});
