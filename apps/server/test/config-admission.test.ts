import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { factKinds } from '../src/auth/ports/person.ts';
import { personFacts } from '../src/config/admission.ts';
import { readConfig } from '../src/config/read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'fl-admission-'));
afterAll(() => rmSync(folder, { recursive: true }));

const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
const read = (env: Record<string, string>) => readConfig({ ...app, ...env }).admission;
const none = { departments: [], groups: [], jobTitles: [], people: [] };

function readFile(content: unknown) {
  const file = join(folder, 'allow-rules.json');
  writeFileSync(file, JSON.stringify(content));
  return read({ ALLOW_RULES: file });
}

describe('Who may come in, as it is set', () => {
  it('is everybody, of whom nothing more is kept, where nothing is set', () => {
    expect(read({})).toEqual({ rules: undefined, facts: [], contact: undefined });
  });

  it('takes each variable and each rule of the file as a way in of its own', () => {
    const file = join(folder, 'rules.json');
    writeFileSync(file, JSON.stringify([{ departments: ['od-1'], job_titles: ['经理'] }]));
    expect(
      read({
        ALLOWED_DEPARTMENTS: 'od-4e6ac4d14bcd5071a37a39de902c7141, rd',
        ALLOWED_GROUPS: 'g193821',
        ALLOWED_JOB_TITLES: '高级 工程师，经理',
        ALLOWED_PEOPLE: 'ou_A1,on_2 Zhang.San+x@Example.com',
        ALLOW_RULES: file,
        ACCESS_CONTACT: 'IT 服务台 it@example.com',
        PERSON_FACTS: 'groups,job_title',
      }),
    ).toEqual({
      rules: [
        { ...none, departments: ['od-4e6ac4d14bcd5071a37a39de902c7141', 'rd'] },
        { ...none, groups: ['g193821'] },
        { ...none, jobTitles: ['高级 工程师', '经理'] },
        { ...none, people: ['ou_A1', 'on_2', 'zhang.san+x@example.com'] },
        { ...none, departments: ['od-1'], jobTitles: ['经理'] },
      ],
      facts: ['groups', 'job_title'],
      contact: 'IT 服务台 it@example.com',
    });
  });

  it.each([
    [{ ALLOWED_DEPARTMENTS: '0' }, 'not 0, the root'],
    [{ ALLOWED_DEPARTMENTS: ', ' }, 'ALLOWED_DEPARTMENTS names nobody'],
    [{ ALLOWED_GROUPS: 'g 1/2' }, 'must be ids of user groups'],
    [{ ALLOWED_PEOPLE: 'zhangsan' }, 'must be open ids (ou_…), union ids (on_…) or e-mail addresses'],
    [{ PERSON_FACTS: 'salary' }, 'must be some of departments, groups, job_title, employee_number'],
    [{ ACCESS_CONTACT: 'x'.repeat(201) }, 'at most 200 characters'],
    [{ ALLOW_RULES: '/nowhere.json' }, 'ALLOW_RULES must name a JSON file that can be read'],
    [{ FEISHU_APP_TYPE: 'store', ALLOWED_GROUPS: 'g1' }, 'ALLOWED_TENANTS is missing: whoever installs a store app'],
  ])('refuses %j', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });

  it.each([
    [[], 'names no rule'],
    [[{}], 'rule 1:  is empty and would let everybody in'],
    [[{ people: ['ou_1'] }, { department: ['od-1'] }], 'ALLOW_RULES: rule 2:'],
    [[{ groups: [] }], 'rule 1: groups must name somebody'],
    [[{ departments: ['0'] }], 'rule 1: departments.0 must be department ids'],
    [{ people: ['ou_1'] }, 'must be a list'],
  ])('refuses the file %j', (content, message) => {
    expect(() => readFile(content)).toThrow(message);
  });

  it('calls the facts what the server calls them', () => {
    expect([...personFacts]).toEqual([...factKinds]);
  });
});
