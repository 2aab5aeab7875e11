import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { repository } from '../run.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');

describe('The sample workflow that uploads the mini program', () => {
  const { jobs } = parse(read('examples/gadget-ci/upload.yml')) as {
    jobs: { upload: { env: Record<string, string>; steps: { run?: string }[] } };
  };
  const commands = jobs.upload.steps.flatMap(({ run }) => run ?? []);

  it('calls commands that exist, and uploads for phones and for the PC client', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const called = commands.flatMap((command) => /npm run (gadget:\w+)/.exec(command)?.[1] ?? []);
    expect(called).toEqual(['gadget:check', 'gadget:build', 'gadget:upload', 'gadget:upload']);
    for (const name of called) expect(scripts).toHaveProperty(name);
    expect(commands.flatMap((command) => /--platform (\w+)/.exec(command)?.[1] ?? [])).toEqual(['mobile', 'pc']);
  });

  it('takes the token from a secret', () => {
    expect(jobs.upload.env.OPDEV_TOKEN).toContain('secrets.OPDEV_TOKEN');
  });
});
