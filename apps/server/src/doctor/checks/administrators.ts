import { contactGroupsScopes } from '@feishu-login/feishu-types';
import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import { afterCredentials } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import type { DoctorsPlatform } from '../platform.ts';
import { groupsUnseen, inRange } from './contact-range.ts';

/** Whether ADMINS and ADMIN_GROUPS name anybody whom Feishu knows. */
export const administrators: Check = {
  id: 'administrators',
  title: { zh: '管理员', en: 'Administrators' },
  run: async ({ config, platform }) => {
    if (config.administrators === undefined) return [nobody];
    const { people, groups } = config.administrators;
    const token = await platform.tenantToken();
    if (token.kind !== 'value') return [afterCredentials];
    const findings = [
      ...(await ofPeople(platform, token.value, people)),
      ...(groups.length === 0 ? [] : await ofGroups(platform, token.value, groups)),
    ];
    return findings.length > 0 ? findings : [named(people.length, groups.length)];
  },
};

const nobody: Finding = {
  level: 'ok',
  what: { zh: '未设置 ADMINS：没有管理页面', en: 'ADMINS names nobody: there is no page for administrators' },
};

function named(people: number, groups: number): Finding {
  return {
    level: 'ok',
    what: {
      zh: `${people} 人和 ${groups} 个用户组可以管理`,
      en: `${people} people and ${groups} groups may administer`,
    },
  };
}

/** Ids of ours and e-mail addresses are nothing that Feishu could be asked about. */
async function ofPeople(platform: DoctorsPlatform, bearer: string, people: readonly string[]): Promise<Finding[]> {
  const asked = people.filter((id) => /^o[un]_/.test(id));
  const said = await Promise.all(asked.map(async (id) => ({ id, is: await platform.person(bearer, id) })));
  const unknown = said.filter(({ is }) => is.kind === 'refused' && unknownPerson.includes(is.code)).map(({ id }) => id);
  const gone = said.filter(({ is }) => is.kind === 'value' && is.value === 'gone').map(({ id }) => id);
  return [
    ...(unknown.length === 0 ? [] : [{ ...unseenPeople, lines: unknown }]),
    ...(gone.length === 0 ? [] : [{ ...gonePeople, lines: gone }]),
  ];
}

/** 获取单个用户信息: an id that is none, and somebody outside the app's contact range. */
const unknownPerson: readonly number[] = [41_012, 41_050];

const unseenPeople: Finding = {
  level: 'warning',
  what: { zh: 'ADMINS 中有飞书不认识的人', en: 'Feishu does not know some of ADMINS' },
  meaning: {
    zh: '这些 ID 不存在、属于另一个应用，或不在应用的通讯录权限范围内：可能没有人能用它们打开管理页面。',
    en: 'These ids do not exist, are another app’s, or are outside the app’s contact range: maybe nobody can open the page by them.',
  },
  fix: {
    zh: 'open_id 因应用而异：让本人登录一次，再用 operator users list 查到。',
    en: 'Every app has open ids of its own: let them sign in once, and take the id from operator users list.',
  },
};

const gonePeople: Finding = {
  level: 'warning',
  what: { zh: 'ADMINS 中有人已离职或被冻结', en: 'some of ADMINS have left or are frozen' },
  meaning: { zh: '他们已不能登录；名单应当更新。', en: 'They cannot sign in any more; the list should follow.' },
  fix: { zh: '从 ADMINS 删除后重启服务。', en: 'Take them out of ADMINS and restart the server.' },
};

async function ofGroups(platform: DoctorsPlatform, bearer: string, groups: readonly string[]): Promise<Finding[]> {
  const scopes = await platform.scopes(bearer);
  const granted = scopes.kind !== 'value' ? undefined : scopes.value.filter((scope) => scope.granted);
  if (granted?.some(({ name }) => contactGroupsScopes.some((one) => one === name)) === false) return [lacksScope];
  const lines = groupsUnseen(await platform.contactRange(bearer), groups);
  return lines.length === 0 ? [] : [{ ...unseenGroups, lines }];
}

const byGroupNobody = {
  zh: '没有人会因用户组而成为管理员。',
  en: 'Nobody is an administrator by them.',
};

const lacksScope: Finding = {
  level: 'problem',
  platformCode: 99991672,
  what: { zh: '读不到用户组：缺少通讯录权限', en: 'groups cannot be read: a contact scope is missing' },
  meaning: byGroupNobody,
  fix: {
    zh: `在「${consolePaths.scopes.zh}」开通，再到「${consolePaths.release.zh}」发布版本。`,
    en: `Enable it on ${consolePaths.scopes.en}, then release a version on ${consolePaths.release.en}.`,
  },
  lines: [...contactGroupsScopes],
};

const unseenGroups: Finding = {
  level: 'problem',
  what: { zh: 'ADMINS、ADMIN_GROUPS 中的用户组看不到', en: 'groups of ADMINS and ADMIN_GROUPS cannot be seen' },
  meaning: byGroupNobody,
  fix: inRange,
};
