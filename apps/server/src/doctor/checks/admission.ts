import { contactDepartmentFieldScopes, contactUserFieldScopes, contactUserScopes } from '@feishu-login/feishu-types';
import type { AdmissionSettings } from '../../config/admission.ts';
import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import { afterCredentials, scopesUntold, withoutValue } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import type { DoctorsPlatform } from '../platform.ts';
import type { Text } from '../text.ts';
import { askApplication } from './application.ts';
import { groupsUnseen, inRange } from './contact-range.ts';
import { notSubscribed } from './event-subscription.ts';

/** What the rules and PERSON_FACTS go by, against the scopes, the contact range and the events of the app. */
export const admission: Check = {
  id: 'admission',
  title: { zh: '准入', en: 'Admission' },
  run: async ({ config, platform }) => {
    const { rules, facts } = config.admission;
    if (rules === undefined && facts.length === 0) return [everybody];
    const needs = neededScopes(config.admission);
    const token = await platform.tenantToken();
    if (token.kind !== 'value') return [afterCredentials];
    const said = await platform.scopes(token.value);
    if (said.kind === 'strange') return [scopesUntold(needs.map(([first = '']) => first))];
    if (said.kind !== 'value') return [withoutValue(said)];
    const granted = new Set(said.value.filter((scope) => scope.granted).map(({ name }) => name));
    const missing = needs.filter((anyOf) => !anyOf.some((name) => granted.has(name)));
    if (missing.length > 0) return [lacksScopes(missing, rules !== undefined)];
    const findings = [...(await outOfRange(platform, token.value, config.admission)), ...(await unheard(platform))];
    return findings.length > 0 ? findings : [complete];
  },
};

const everybody: Finding = {
  level: 'ok',
  what: { zh: '飞书允许的人都可以登录', en: 'whoever Feishu lets in may sign in' },
};

const complete: Finding = {
  level: 'ok',
  what: { zh: '规则所依据的通讯录信息都能读到', en: 'what decides who may sign in can be read' },
};

/** Of each list one is enough; the first is the narrowest. */
function neededScopes({ rules = [], facts }: AdmissionSettings): (readonly string[])[] {
  const needs = (kind: 'departments' | 'groups', fact: AdmissionSettings['facts'][number]) =>
    facts.includes(fact) || rules.some((rule) => rule[kind].length > 0);
  const job = facts.includes('job_title') || rules.some(({ jobTitles }) => jobTitles.length > 0);
  const departments = needs('departments', 'departments');
  const groups = needs('groups', 'groups');
  const number = facts.includes('employee_number');
  return [
    ...(departments || groups || job || number ? [contactUserScopes] : []),
    ...(departments ? [contactUserFieldScopes.department_ids, contactDepartmentFieldScopes.name] : []),
    ...(groups ? [['contact:group:readonly']] : []),
    ...(job || number ? [contactUserFieldScopes.job_title] : []),
    ...(rules.some(({ people }) => people.some((one) => one.includes('@'))) ? [['contact:user.email:readonly']] : []),
  ];
}

function lacksScopes(missing: readonly (readonly string[])[], decides: boolean): Finding {
  return {
    level: decides ? 'problem' : 'warning',
    platformCode: 99991672,
    what: { zh: `缺少 ${missing.length} 项通讯录权限`, en: `${missing.length} contact scopes are missing` },
    meaning: decides
      ? { zh: '无法判断谁可以登录：新的登录得到 503。', en: 'Nobody can tell who may sign in: new sign-ins get 503.' }
      : { zh: 'PERSON_FACTS 中的信息读不到。', en: 'What PERSON_FACTS names cannot be read.' },
    fix: {
      zh: `在「${consolePaths.scopes.zh}」开通，再到「${consolePaths.release.zh}」发布版本。`,
      en: `Enable them on ${consolePaths.scopes.en}, then release a version on ${consolePaths.release.en}.`,
    },
    lines: missing.map(([first = '']) => first),
  };
}

/** Departments and groups of the rules that the app does not see: nobody is in them then. */
async function outOfRange(
  platform: DoctorsPlatform,
  bearer: string,
  { rules = [] }: AdmissionSettings,
): Promise<Finding[]> {
  const range = await platform.contactRange(bearer);
  if (range.kind === 'value' && range.value.empty) return [seesNobody];
  const departments = [...new Set(rules.flatMap((rule) => rule.departments))];
  const seen = await Promise.all(departments.map((id) => platform.seesDepartment(bearer, id)));
  const unseen = departments.filter((_, index) => {
    const answer = seen[index];
    return answer?.kind === 'refused' || (answer?.kind === 'value' && !answer.value);
  });
  const lines = [...unseen, ...groupsUnseen(range, [...new Set(rules.flatMap((rule) => rule.groups))])];
  return lines.length === 0 ? [] : [{ ...unseenParts, lines }];
}

const unseenParts: Finding = {
  level: 'problem',
  what: { zh: '规则中的部门或用户组看不到', en: 'departments or groups of the rules cannot be seen' },
  meaning: {
    zh: '它们不存在，或不在应用的通讯录权限范围内：没有人会因此获准登录。',
    en: 'They do not exist, or are outside the app’s contact range: nobody is let in by them.',
  },
  fix: inRange,
};

const seesNobody: Finding = {
  level: 'problem',
  what: { zh: '应用的通讯录权限范围为空', en: 'the app’s contact range is empty' },
  meaning: { zh: '任何人都不属于任何部门或用户组。', en: 'Nobody is in any department or group.' },
  fix: inRange,
};

const wanted = ['contact.department.updated_v3', 'contact.department.deleted_v3', 'contact.scope.updated_v3'];

async function unheard(platform: DoctorsPlatform): Promise<Finding[]> {
  const events = (await askApplication(platform))?.events;
  const missing = events === undefined ? [] : wanted.filter((name) => !events.names.includes(name));
  return missing.length === 0 ? [] : [notSubscribed(missing, changesWait)];
}

const changesWait: Text = {
  zh: '部门调整后，要等下一次核实才会生效。',
  en: 'A changed department shows only when people are next asked about.',
};
