import { z } from 'zod';
import { type ListRead, readJsonList } from './json-list.ts';

/** Lets in whoever fits each of its lists that is not empty. */
export interface AllowRule {
  readonly departments: readonly string[];
  readonly groups: readonly string[];
  readonly jobTitles: readonly string[];
  readonly people: readonly string[];
}

/** Who may come in, of the people the platform lets in, and what else is kept of them. */
export interface AdmissionSettings {
  /** One of them is enough; `undefined`: everybody. */
  readonly rules: readonly AllowRule[] | undefined;
  /** Facts that are kept of people and shown to apps, besides what the rules need. */
  readonly facts: readonly PersonFact[];
  /** Whom somebody who may not come in should ask. */
  readonly contact: string | undefined;
}

export const personFacts = ['departments', 'groups', 'job_title', 'employee_number'] as const;
export type PersonFact = (typeof personFacts)[number];

/** What it takes to be one of a list, in the variables and in the file alike. */
const kinds = {
  /** 部门资源介绍: ids of the platform begin with `od-`, the organisation's own do not; `0` is the root. */
  departments: {
    pattern: /^(od-[\w-]{1,96}|(?!0$|od-)[\w@.-]{1,64})$/,
    problem:
      'must be department ids, such as od-4e6ac4d14bcd5071a37a39de902c7141 or the organisation’s own; not 0, the root',
  },
  groups: { pattern: /^[\w.-]{1,64}$/, problem: 'must be ids of user groups, such as g193821' },
  job_titles: { pattern: /^[^\p{Cc}]{1,100}$/u, problem: 'must be job titles of at most 100 characters' },
  people: {
    pattern: /^(o[un]_[\w-]{1,120}|[^\s@,]{1,64}@[^\s@,]{1,190})$/,
    problem: 'must be open ids (ou_…), union ids (on_…) or e-mail addresses',
  },
} as const;

const listOf = (kind: keyof typeof kinds, separator: RegExp) =>
  z
    .string()
    .transform((value) => [...new Set(value.split(separator).map((one) => one.trim()))].filter((one) => one !== ''))
    .refine((values) => values.length > 0, 'names nobody; unset it to let everybody in')
    .refine((values) => values.every((value) => kinds[kind].pattern.test(value)), kinds[kind].problem)
    .optional();

export const admissionVariables = {
  ALLOWED_DEPARTMENTS: listOf('departments', /[\s,]+/),
  ALLOWED_GROUPS: listOf('groups', /[\s,]+/),
  // Blanks are part of many.
  ALLOWED_JOB_TITLES: listOf('job_titles', /[,，]/),
  ALLOWED_PEOPLE: listOf('people', /[\s,]+/),
  ALLOW_RULES: z.string().optional(),
  PERSON_FACTS: z
    .string()
    .default('')
    .transform((value) => [...new Set(value.split(/[\s,]+/).filter((word) => word !== ''))])
    .pipe(z.array(z.enum(personFacts, `must be some of ${personFacts.join(', ')}`))),
  ACCESS_CONTACT: z
    .string()
    .regex(/^[^\p{Cc}]{1,200}$/u, 'must be one line of at most 200 characters, such as IT 服务台 it@example.com')
    .optional(),
};

const values = (kind: keyof typeof kinds) =>
  z
    .array(z.string(kinds[kind].problem).regex(kinds[kind].pattern, kinds[kind].problem), 'must be a list of texts')
    .min(1, 'must name somebody, or be left out')
    .optional();

const rules = z
  .array(
    z
      .strictObject({
        departments: values('departments'),
        groups: values('groups'),
        job_titles: values('job_titles'),
        people: values('people'),
      })
      .refine((rule) => Object.values(rule).some((list) => list !== undefined), 'is empty and would let everybody in'),
    'must be a list: [{"departments": ["od-…"], "job_titles": ["…"]}, {"people": ["ou_…"]}]',
  )
  .min(1, 'names no rule; unset ALLOW_RULES to let everybody in');

type WrittenRule = z.infer<typeof rules>[number];

/** Reads the file that ALLOW_RULES names. */
export function readAllowRules(file: string): ListRead<AllowRule> {
  const list = readJsonList({ variable: 'ALLOW_RULES', noun: 'rule', file }, rules);
  return list.read ? { read: true, items: list.items.map(toRule) } : list;
}

function toRule({ departments = [], groups = [], job_titles: jobTitles = [], people = [] }: WrittenRule): AllowRule {
  return { departments, groups, jobTitles, people: people.map(withoutCase) };
}

/** Addresses are the same however they are written; ids are not. */
function withoutCase(one: string): string {
  return one.includes('@') ? one.toLowerCase() : one;
}

interface Variables {
  readonly ALLOWED_DEPARTMENTS?: string[] | undefined;
  readonly ALLOWED_GROUPS?: string[] | undefined;
  readonly ALLOWED_JOB_TITLES?: string[] | undefined;
  readonly ALLOWED_PEOPLE?: string[] | undefined;
  readonly PERSON_FACTS: PersonFact[];
  readonly ACCESS_CONTACT?: string | undefined;
}

/** Each variable is a way in of its own, and so is each rule of the file. */
export function admissionSettings(variables: Variables, written: readonly AllowRule[]): AdmissionSettings {
  const own: WrittenRule[] = [
    { departments: variables.ALLOWED_DEPARTMENTS },
    { groups: variables.ALLOWED_GROUPS },
    { job_titles: variables.ALLOWED_JOB_TITLES },
    { people: variables.ALLOWED_PEOPLE },
  ];
  const all = [...own.filter((rule) => Object.values(rule).some((list) => list !== undefined)).map(toRule), ...written];
  return {
    rules: all.length === 0 ? undefined : all,
    facts: variables.PERSON_FACTS,
    contact: variables.ACCESS_CONTACT,
  };
}
