import {
  contactDepartmentParentsEndpoint,
  contactDepartmentsEndpoint,
  contactGroupsEndpoint,
  contactUserEndpoint,
  groupTypes,
  rootDepartmentId,
} from '@feishu-login/feishu-types';
import type { Feishu } from '../auth/ports/feishu.ts';
import { PersonGone } from '../auth/ports/feishu-failure.ts';
import type { Department, FactKind, FactsAnswer, PersonFacts } from '../auth/ports/person.ts';
import { withToken } from './app-tokens.ts';
import { contactFactsAnswer, departmentListAnswer, groupListAnswer } from './directory-answers.ts';
import type { ExpiringValue } from './expiring.ts';
import { accept, isGone, type Outcome, type Refusal, refusalError } from './outcome.ts';
import type { Platform } from './platform.ts';

/** Milliseconds for all of it: somebody may be waiting to be signed in. */
const patience = 6_000;
/** More pages than anybody's departments or groups fill. */
const mostPages = 5;
/** 获取单个用户信息: the person is outside the app's contact range, where it sees nobody and nothing. */
const outsideRange = 41_050;
/** 批量获取部门信息, 获取父部门信息: the department is. */
const departmentOutsideRange = 40_004;

const nothing: PersonFacts = { departments: [], groups: [], jobTitle: null, employeeNumber: null };

/** @param path as it is documented, and with somebody's id in it where that has a place for one */
type Ask = (path: { readonly documented: string; readonly asked?: string }, query: URLSearchParams) => Promise<Outcome>;

/** Reads the organisation's contacts with the app's tenant token, and no more of them than is wanted. */
export function createFactsCall(
  platform: Platform,
  appId: string,
  openUrl: URL,
  tenantToken: ExpiringValue,
): Pick<Feishu, 'facts'> {
  return {
    facts: async (openId, { wanted, signIn }) => {
      const deadline = AbortSignal.timeout(patience);
      const ask: Ask = ({ documented: endpoint, asked = endpoint }, query) => {
        const url = new URL(asked, openUrl);
        url.search = query.toString();
        return withToken(tenantToken, (bearer) =>
          platform.call({ method: 'GET', url, endpoint, bearer, ...(signIn === true && { signIn }) }, deadline),
        );
      };
      const outcome = await ask(
        {
          documented: contactUserEndpoint.path,
          asked: contactUserEndpoint.path.replace(':user_id', encodeURIComponent(openId)),
        },
        new URLSearchParams({ user_id_type: 'open_id', department_id_type: 'open_department_id' }),
      );
      if (outcome.refused) return refusedOutright(outcome, { appId, openId }, wanted);
      const { user } = accept(contactFactsAnswer, outcome).data;
      const answers = await Promise.all([
        wanted.has('departments') ? departmentFacts(ask, user.department_ids) : none,
        wanted.has('groups') ? groupFacts(ask, openId) : none,
        // A gate of its own has each; `status` has the job title's, so it tells an unset title from an untold one.
        wanted.has('job_title') ? jobTitle(user.job_title, user.status !== undefined) : none,
        wanted.has('employee_number') ? employeeNumber(user.employee_no, user.status !== undefined) : none,
      ]);
      return {
        facts: Object.assign({}, ...answers.map(({ facts }) => facts)),
        untold: answers.flatMap(({ untold }) => untold),
      };
    },
  };
}

const none: FactsAnswer = { facts: {}, untold: [] };

function untold(kind: FactKind, why: string): FactsAnswer {
  return { facts: {}, untold: [{ kind, why }] };
}

function refusedOutright(
  refusal: Refusal,
  person: { appId: string; openId: string },
  wanted: ReadonlySet<FactKind>,
): FactsAnswer {
  if (refusal.code === outsideRange) return { facts: nothing, untold: [] };
  if (isGone(refusal)) throw new PersonGone(person, refusal.code);
  const why = reasonOf(refusal);
  return { facts: {}, untold: [...wanted].map((kind) => ({ kind, why })) };
}

/** @throws AuthError for a refusal that is no matter of this app's permissions */
function reasonOf(refusal: Refusal): string {
  if (refusal.meaning !== 'misconfigured') throw refusalError(refusal);
  const { code, missingScopes } = refusal;
  return missingScopes.length === 0 ? `code ${code}` : `code ${code}, one of: ${missingScopes.join(', ')}`;
}

async function departmentFacts(ask: Ask, ids: readonly string[] | undefined): Promise<FactsAnswer> {
  if (ids === undefined) return untold('departments', 'contact:user.department:readonly');
  const own = ids.filter((id) => id !== rootDepartmentId);
  const found = await Promise.all(own.map((id) => departmentAndParents(ask, id)));
  const refused = found.find((one) => 'why' in one);
  if (refused !== undefined && 'why' in refused) return untold('departments', refused.why);
  const all = found.flatMap((one) => ('departments' in one ? one.departments : []));
  // Somebody may be in a department and also in one above it.
  const direct = new Set(own);
  const byId = new Map(all.map((one) => [one.id, { ...one, direct: direct.has(one.id) }]));
  return { facts: { departments: [...byId.values()] }, untold: [] };
}

type Found = { readonly departments: Department[] } | { readonly why: string };

async function departmentAndParents(ask: Ask, id: string): Promise<Found> {
  const query = { department_id_type: 'open_department_id' };
  const [itself, parents] = await Promise.all([
    allPages(contactDepartmentsEndpoint.path, ask, { ...query, department_ids: id }, departmentsOf),
    allPages(
      contactDepartmentParentsEndpoint.path,
      ask,
      { ...query, department_id: id, page_size: '50' },
      departmentsOf,
    ),
  ]);
  const known: Department = { id, ownId: null, name: null, direct: true };
  const refusal = [itself, parents].find((one) => 'code' in one && one.code !== departmentOutsideRange);
  if (refusal !== undefined && 'code' in refusal) return { why: reasonOf(refusal) };
  const told = 'items' in itself ? itself.items.find((one) => one.id === id) : undefined;
  return { departments: [told ?? known, ...('items' in parents ? parents.items : [])] };
}

async function groupFacts(ask: Ask, openId: string): Promise<FactsAnswer> {
  const ofType = (type: number) =>
    allPages(
      contactGroupsEndpoint.path,
      ask,
      { member_id: openId, member_id_type: 'open_id', group_type: String(type) },
      groupsOf,
    );
  const lists = await Promise.all(Object.values(groupTypes).map(ofType));
  const refusal = lists.find((one) => 'code' in one);
  if (refusal !== undefined && 'code' in refusal) return untold('groups', reasonOf(refusal));
  const groups = lists.flatMap((one) => ('items' in one ? one.items : []));
  return { facts: { groups: [...new Set(groups)] }, untold: [] };
}

function jobTitle(title: string | undefined, told: boolean): FactsAnswer {
  if (title === undefined && !told) return untold('job_title', 'contact:user.employee:readonly');
  return { facts: { jobTitle: title ?? null }, untold: [] };
}

function employeeNumber(number: string | undefined, told: boolean): FactsAnswer {
  if (number === undefined && !told) return untold('employee_number', 'contact:user.employee:readonly');
  return { facts: { employeeNumber: number ?? null }, untold: [] };
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** A list that ends after as many pages as is reasonable, or the refusal that ended it. */
async function allPages<Item>(
  documented: string,
  ask: Ask,
  query: Readonly<Record<string, string>>,
  read: (outcome: Outcome) => Page<Item>,
): Promise<{ readonly items: Item[] } | Refusal> {
  const items: Item[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const outcome = await ask(
      { documented },
      new URLSearchParams({ ...query, ...(token === undefined ? {} : { page_token: token }) }),
    );
    if (outcome.refused) return outcome;
    const { items: more, next } = read(outcome);
    items.push(...more);
    if (next === undefined) break;
    token = next;
  }
  return { items };
}

function departmentsOf(outcome: Outcome): Page<Department> {
  const { items, has_more, page_token } = accept(departmentListAnswer, outcome).data;
  return {
    items: items.flatMap((one) =>
      one === undefined
        ? []
        : { id: one.open_department_id, ownId: one.department_id ?? null, name: one.name ?? null, direct: false },
    ),
    next: has_more ? page_token : undefined,
  };
}

function groupsOf(outcome: Outcome): Page<string> {
  const { group_list, has_more, page_token } = accept(groupListAnswer, outcome).data;
  return { items: group_list.flatMap((one) => one ?? []), next: has_more ? page_token : undefined };
}
