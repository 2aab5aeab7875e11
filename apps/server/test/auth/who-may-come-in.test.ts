import { AuthError } from '@feishu-login/auth-types';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../../scripts/until.ts';
import { endUnadmitted } from '../../src/auth/admission.ts';
import { takeEvent } from '../../src/auth/leavers.ts';
import { loginFromGadget } from '../../src/auth/login.ts';
import { PersonGone } from '../../src/auth/ports/feishu-failure.ts';
import type { FactsAnswer, Identity, PersonFacts } from '../../src/auth/ports/person.ts';
import type { OrganisationEvent, PersonEvent } from '../../src/auth/ports/person-events.ts';
import type { AllowRule, AppSettings, Ports } from '../../src/auth/ports/ports.ts';
import { reassessDue } from '../../src/auth/reassess.ts';
import { reconcile } from '../../src/auth/reconcile.ts';
import { findSession } from '../../src/auth/session.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { day, minute } from '../durations.ts';
import { aPerson, appId, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const rule = (parts: Partial<AllowRule>): AllowRule => ({
  departments: [],
  groups: [],
  jobTitles: [],
  people: [],
  ...parts,
});
const rd = { id: 'od-rd', ownId: 'rd', name: '研发', direct: false };
const platform = { id: 'od-platform', ownId: null, name: '平台组', direct: true };
const engineer: PersonFacts = { departments: [platform, rd], groups: ['g1'], jobTitle: '工程师' };
const silence = new AuthError('upstream_unavailable', 'Feishu does not answer.', { retryAfter: 3 });

interface World {
  readonly ports: Ports;
  /** What the organisation says from now on. */
  says(answer: PersonFacts | FactsAnswer | Error): void;
  readonly asked: string[];
  signIn(who: Identity): Promise<string>;
  isIn(token: string): Promise<boolean>;
}

async function open(app: Partial<AppSettings>, first: PersonFacts | Error = engineer): Promise<World> {
  stage = await openStage({ app, policy: { accessToken: 30 * day } });
  const asked: string[] = [];
  let answer: PersonFacts | FactsAnswer | Error = first;
  const ports: Ports = {
    ...stage.ports,
    feishu: {
      ...stage.ports.feishu,
      facts: async (openId, { wanted }) => {
        asked.push([openId, ...[...wanted].sort()].join(' '));
        if (answer instanceof Error) throw answer;
        return 'facts' in answer ? answer : { facts: answer, untold: [] };
      },
    },
  };
  return {
    ports,
    says: (next) => {
      answer = next;
    },
    asked,
    signIn: async (who) => (await loginFromGadget(ports, { code: stage.code(who), via: 'requestAccess' })).accessToken,
    isIn: async (value) => (await findSession(ports, { kind: 'bearer', value })) !== undefined,
  };
}

const credentials = { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
const refused = { code: 'user_not_allowed', status: 403 };
const changed = (person: Identity): PersonEvent => ({
  id: `event ${person.openId} ${stage.now()}`,
  appId,
  openId: person.openId,
  unionId: undefined,
  tenantKey: undefined,
  happenedAt: stage.now(),
  kind: 'changed',
  profile: { name: undefined, enName: undefined, email: undefined, mobile: undefined },
});
const moved = (departmentId: string | undefined): OrganisationEvent => ({
  kind: 'organisation',
  id: 'event',
  appId,
  tenantKey: undefined,
  departmentId,
});

describe('Who may come in', () => {
  it.each([
    ['a department', rule({ departments: ['od-platform'] })],
    ['a department above', rule({ departments: ['od-other', 'od-rd'] })],
    ['a department by the organisation’s own id', rule({ departments: ['rd'] })],
    ['a user group', rule({ groups: ['g1'] })],
    ['a job title', rule({ jobTitles: ['工程师'] })],
    ['several at once', rule({ departments: ['rd'], jobTitles: ['工程师'] })],
  ])('E14: whoever fits %s, and of anybody else nothing is written', async (_what, one) => {
    const world = await open({ allowRules: [one] });
    expect(await world.isIn(await world.signIn(aPerson()))).toBe(true);
    world.says({ departments: [{ ...platform, id: 'od-platform2' }], groups: ['g11'], jobTitle: '工程师长' });
    const stranger = aPerson();
    await expect(world.signIn(stranger)).rejects.toMatchObject(refused);
    const known = await stage.database.database.read`select 1 from identities where open_id = ${stranger.openId}`;
    expect(known).toEqual([]);
  });

  it('E14: each list of a rule must fit, and any rule is enough', async () => {
    const both = rule({ departments: ['rd'], jobTitles: ['经理'] });
    const world = await open({ allowRules: [both, rule({ groups: ['g9'] })] });
    await expect(world.signIn(aPerson())).rejects.toMatchObject(refused);
    world.says({ ...engineer, jobTitle: '经理' });
    await world.signIn(aPerson());
    world.says({ departments: [], groups: ['g9'], jobTitle: null });
    await world.signIn(aPerson());
  });

  it('E14: people by their ids or e-mail address, without a question to the organisation', async () => {
    const settings = { ...credentials, ALLOWED_PEOPLE: 'ou_named, on_named, Zhang@Example.com' };
    const world = await open({ allowRules: readConfig(settings).admission.rules });
    await world.signIn(aPerson({ openId: 'ou_named' }));
    await world.signIn(aPerson({ unionId: 'on_named' }));
    await world.signIn(aPerson({ email: 'zhang@EXAMPLE.com' }));
    await expect(world.signIn(aPerson({ email: 'other@example.com' }))).rejects.toMatchObject(refused);
    await expect(world.signIn(aPerson())).rejects.toMatchObject(refused);
    expect(world.asked).toEqual([]);
  });

  it('E14: nobody of another organisation, whatever their departments are called; it is not even asked about', async () => {
    const world = await open({ allowRules: [rule({ departments: ['rd'] })], allowedTenants: ['tenant_1'] });
    await expect(world.signIn(aPerson({ tenantKey: 'tenant_2' }))).rejects.toMatchObject(refused);
    expect(world.asked).toEqual([]);
    await world.signIn(aPerson({ tenantKey: 'tenant_1' }));
  });

  it('is asked of the organisation no further than a rule or an app needs', async () => {
    const world = await open({ allowRules: [rule({ groups: ['g1'] })], shownFacts: ['employee_number'] });
    const who = aPerson();
    await world.signIn(who);
    expect(world.asked).toEqual([`${who.openId} employee_number groups`]);
    await stage.close();
    const none = await open({});
    await none.signIn(aPerson());
    expect(none.asked).toEqual([]);
  });

  it('E14: is nobody’s to say while the platform is silent: an outage, no refusal, and the code is spent', async () => {
    const world = await open({ allowRules: [rule({ groups: ['g1'] })] }, silence);
    const code = stage.code(aPerson());
    const attempt = loginFromGadget(world.ports, { code, via: 'requestAccess' });
    await expect(attempt).rejects.toMatchObject({ code: 'upstream_unavailable', status: 503 });
    await expect(loginFromGadget(world.ports, { code, via: 'requestAccess' })).rejects.toMatchObject({
      code: 'code_retry',
    });
  });

  it('E14: nor while the app is not told what a rule goes by, unless another rule fits', async () => {
    const world = await open({ allowRules: [rule({ groups: ['g1'] }), rule({ departments: ['rd'] })] });
    const untold = [{ kind: 'groups', why: 'contact:group:readonly' }] as const;
    world.says({ facts: { departments: [] }, untold });
    await expect(world.signIn(aPerson())).rejects.toMatchObject({ code: 'upstream_unavailable' });
    world.says({ facts: { departments: [rd] }, untold });
    await world.signIn(aPerson());
    expect(stage.events).toContainEqual({ name: 'facts.untold', kind: 'groups', reason: 'contact:group:readonly' });
  });

  it('keeps nobody outside for what only apps want to know', async () => {
    const world = await open({ shownFacts: ['groups'] }, silence);
    expect(await world.isIn(await world.signIn(aPerson()))).toBe(true);
  });
});

describe('Somebody who does not fit any more', () => {
  const department = { allowRules: [rule({ departments: ['rd'] })] };

  it('E15: is out with the answer to the event, as somebody who left', async () => {
    const world = await open(department);
    const [who, other] = [aPerson(), aPerson()];
    const [token, others] = [await world.signIn(who), await world.signIn(other)];
    stage.pass(minute);
    world.says({ departments: [platform] });
    await takeEvent(world.ports, { verdict: 'accepted', event: changed(who) });
    expect([await world.isIn(token), await world.isIn(others)]).toEqual([false, true]);
    const ended = stage.events.filter(({ name }) => name === 'session.ended');
    expect(ended).toEqual([expect.objectContaining({ reason: 'not_admitted', count: 1 })]);
    await expect(world.signIn(who)).rejects.toMatchObject(refused);
  });

  it('E15: stays while the platform is silent, and is asked about again until it speaks', async () => {
    const world = await open(department);
    const who = aPerson();
    const token = await world.signIn(who);
    stage.pass(minute);
    world.says(silence);
    await takeEvent(world.ports, { verdict: 'accepted', event: changed(who) });
    expect(await world.isIn(token)).toBe(true);
    world.says({ departments: [] });
    await reassessDue(world.ports);
    expect(await world.isIn(token)).toBe(true);
    stage.pass(minute);
    await reassessDue(world.ports);
    expect(await world.isIn(token)).toBe(false);
  });

  it('E15: stays while the app is not told what the rule goes by', async () => {
    const world = await open(department);
    const who = aPerson();
    const token = await world.signIn(who);
    stage.pass(minute);
    world.says({ facts: {}, untold: [{ kind: 'departments', why: 'contact:user.department:readonly' }] });
    await takeEvent(world.ports, { verdict: 'accepted', event: changed(who) });
    expect(await world.isIn(token)).toBe(true);
  });

  it('E15: is found when their department moves, and nobody else is asked about', async () => {
    const world = await open(department);
    const who = aPerson();
    const token = await world.signIn(who);
    world.says({ departments: [rd] });
    const other = aPerson();
    await world.signIn(other);
    world.asked.length = 0;
    world.says({ departments: [platform] });
    stage.pass(minute);
    await takeEvent(world.ports, { verdict: 'accepted', event: moved('od-platform') });
    // Nobody waits for what a changed department leads to.
    await until(async () => !(await world.isIn(token)));
    expect(world.asked).toEqual([`${who.openId} departments`]);
  });

  it('E15: is found when what the app sees of the organisation changes', async () => {
    const world = await open(department);
    const token = await world.signIn(aPerson());
    world.says({ departments: [] });
    stage.pass(minute);
    await takeEvent(world.ports, { verdict: 'accepted', event: moved(undefined) });
    // Nobody waits for what a changed department leads to.
    await until(async () => !(await world.isIn(token)));
  });

  it('E15: is found by the reconciliation, which user groups need: they have no events', async () => {
    const world = await open({ allowRules: [rule({ groups: ['g1'] })] });
    const token = await world.signIn(aPerson());
    world.says({ groups: [] });
    stage.pass(day + minute);
    const ended: number[] = [];
    const signal = new AbortController().signal;
    await reconcile(world.ports, { interval: day, report: (batch) => void ended.push(batch.ended), signal });
    expect([ended, await world.isIn(token)]).toEqual([[1], false]);
  });

  it('E15: is gone when that is what the platform says instead', async () => {
    const world = await open(department);
    const who = aPerson();
    const token = await world.signIn(who);
    stage.pass(minute);
    world.says(new PersonGone(who, 20_021));
    await takeEvent(world.ports, { verdict: 'accepted', event: changed(who) });
    expect(await world.isIn(token)).toBe(false);
  });

  it('E15: has no earlier session either when a sign-in is refused', async () => {
    const world = await open(department);
    const who = aPerson();
    const token = await world.signIn(who);
    stage.pass(minute);
    world.says({ departments: [] });
    await expect(world.signIn(who)).rejects.toMatchObject(refused);
    expect(await world.isIn(token)).toBe(false);
  });

  it('E15: under another rule is out at the next look, and ends at start', async () => {
    const world = await open(department);
    const [stays, goes] = [aPerson({ openId: 'ou_stays' }), aPerson()];
    const tokens = [await world.signIn(stays), await world.signIn(goes)];
    const stricter: Ports = {
      ...world.ports,
      app: { ...world.ports.app, allowRules: [rule({ people: ['ou_stays'] })] },
    };
    const look = (value = '') => findSession(stricter, { kind: 'bearer', value });
    expect([(await look(tokens[0])) !== undefined, await look(tokens[1])]).toEqual([true, undefined]);
    await endUnadmitted(stricter);
    expect(stage.events.at(-1)).toEqual({ name: 'session.ended', reason: 'not_admitted', count: 1 });
    expect(await Promise.all(tokens.map(world.isIn))).toEqual([true, false]);
  });

  it('E15: of whom nobody asked what a new rule goes by signs in once more', async () => {
    const world = await open({});
    const token = await world.signIn(aPerson());
    const stricter: Ports = { ...world.ports, app: { ...world.ports.app, ...department } };
    await endUnadmitted(stricter);
    expect(await world.isIn(token)).toBe(false);
  });
});

describe('What is kept of somebody', () => {
  it('is what was said last, and when; silence changes nothing', async () => {
    const world = await open({ shownFacts: ['departments', 'job_title'] });
    const who = aPerson();
    const value = await world.signIn(who);
    const facts = async () => (await findSession(world.ports, { kind: 'bearer', value }))?.user.facts;
    const first = { ...engineer, askedAt: stage.now() };
    expect(await facts()).toEqual(first);
    stage.pass(minute);
    world.says(silence);
    await takeEvent(world.ports, { verdict: 'accepted', event: changed(who) });
    expect(await facts()).toEqual(first);
    world.says({ departments: [], jobTitle: '经理' });
    await takeEvent(world.ports, { verdict: 'accepted', event: changed(who) });
    expect(await facts()).toEqual({ departments: [], jobTitle: '经理', askedAt: stage.now() });
  });
});
