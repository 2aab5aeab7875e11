import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { repository } from '../run.ts';

const read = (file: string) => readFileSync(join(repository, file), 'utf8');
const yamlIn = (folder: string) => readdirSync(join(repository, folder)).map((name) => `${folder}/${name}`);
const workflows = yamlIn('.github/workflows').map((file) => [file, parse(read(file))] as const);

describe('The workflows', () => {
  it.each(workflows)('%s may only read, and takes no action whose version it does not name', (_file, workflow) => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const actions = JSON.stringify(workflow).match(/(?<="uses":")[^"]+/g) ?? [];
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@(?:v\d+|[0-9a-f]{40})$/.test(action))).toEqual([]);
  });

  it('run what the README says on the oldest Node that is promised and on each later even one', () => {
    const job = parse(read('.github/workflows/ci.yml')).jobs['check-and-test'];
    const { engines } = JSON.parse(read('package.json'));
    expect(job.strategy.matrix.node).toEqual([engines.node.replace('>=', ''), '22', '24', '26']);
    expect(job.steps.at(-1)).toEqual({ run: '.ci/run' });
  });
});

describe('The forms for issues', () => {
  const forms = yamlIn('.github/ISSUE_TEMPLATE').filter((file) => !file.endsWith('/config.yml'));

  it.each(forms)('%s has what a form needs', (file) => {
    const { name, description, body } = parse(read(file));
    expect([name, description]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    for (const { type, attributes } of body)
      expect(type === 'markdown' ? attributes.value : attributes.label).toMatch(/\p{Script=Han}/u);
  });
});

describe('The settings of tools', () => {
  it.each(['renovate.json', '.changeset/config.json', '.vscode/launch.json', '.vscode/extensions.json'])(
    '%s can be parsed',
    (file) => {
      expect(JSON.parse(read(file))).toEqual(expect.any(Object));
    },
  );

  it('name the Node that is promised', () => {
    expect(`>=${read('.nvmrc').trim()}`).toBe(JSON.parse(read('package.json')).engines.node);
  });
});
