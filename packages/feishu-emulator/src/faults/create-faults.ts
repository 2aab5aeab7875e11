import type { FaultMatch, FaultPlan } from '../control-api/requests.ts';
import type { PlannedFault } from '../control-api/views.ts';
import { checkParams, findFaultKind, unknownFault } from './catalogue.ts';
import type { FaultKind } from './effect.ts';
import { momentOf } from './effect.ts';
import type { FaultFacts, Faults, KeptFault } from './plan.ts';

interface Plan {
  planned: PlannedFault;
  kind: FaultKind;
  dice: Dice;
}

interface Dice {
  state: number;
}

export function createFaults(): Faults {
  let count = 0;
  let plans = new Map<string, Plan>();

  const strikes = ({ planned, kind, dice }: Plan, facts: FaultFacts): boolean => {
    if (planned.times !== null && planned.struck >= planned.times) return false;
    if (!matches(planned.match, kind, facts)) return false;
    if (planned.probability < 1 && roll(dice) >= planned.probability) return false;
    planned.struck += 1;
    return true;
  };

  const putBack = (kept: readonly KeptFault[]) => {
    plans = plansOf(kept);
    count = Math.max(count, ...kept.map(({ id }) => Number(id.replace('fault-', ''))));
  };

  return {
    add(asked) {
      const plan = planOf(asked, `fault-${count + 1}`);
      count += 1;
      plans.set(plan.planned.id, plan);
      return plan.planned;
    },
    remove: (id) => plans.delete(id),
    clear: () => plans.clear(),
    list: () => [...plans.values()].map((plan) => plan.planned),
    kept: () => keptOf(plans),
    putBack,
    remember() {
      const kept = keptOf(plans);
      return () => putBack(kept);
    },
    strike(when, facts) {
      for (const plan of plans.values()) {
        const { planned, kind } = plan;
        if (planned.when !== when || kind.effect.kind === 'elsewhere') continue;
        if (strikes(plan, facts)) return { name: planned.fault, kind, params: planned.params };
      }
      return undefined;
    },
    take(name, facts) {
      const all = { path: '', app_id: null, open_id: null, user: null, grant_type: null, fields: {}, ...facts };
      for (const plan of plans.values()) {
        if (plan.planned.fault === name && strikes(plan, all)) {
          return { name, kind: plan.kind, params: plan.planned.params };
        }
      }
      return undefined;
    },
  };
}

function matches(match: FaultMatch, kind: FaultKind, facts: FaultFacts): boolean {
  if (match.path === undefined && kind.paths && !kind.paths.includes(facts.path)) return false;
  if (match.path !== undefined && !pathFits(match.path, facts.path)) return false;
  if (kind.field !== undefined && facts.fields[kind.field] === undefined) return false;
  if (match.app_id !== undefined && match.app_id !== facts.app_id) return false;
  if (match.open_id !== undefined && match.open_id !== facts.open_id && match.open_id !== facts.user) return false;
  return match.grant_type === undefined || match.grant_type === facts.grant_type;
}

/** `*` stands for anything; no pattern makes it look at a place of the path twice. */
function pathFits(pattern: string, path: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return pattern.replace(/\/$/, '') === path.replace(/\/$/, '');
  if (!path.startsWith(start)) return false;
  let at = start.length;
  for (const part of rest) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return path.length - end.length >= at && path.endsWith(end);
}

/** Mulberry32: the same seed gives the same run. */
function roll(dice: Dice): number {
  dice.state = (dice.state + 0x6d2b79f5) >>> 0;
  const { state } = dice;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function planOf(
  { fault, when, match = {}, times, probability = 1, seed = 1, params = {} }: FaultPlan,
  id: string,
): Plan {
  const { name, kind, code } = findFaultKind(fault) ?? unknownFault(fault);
  checkParams(name, kind, params);
  const planned: PlannedFault = {
    id,
    fault: name,
    when: momentOf(kind, when),
    match,
    times: times ?? null,
    probability,
    seed,
    params: { ...(code !== undefined && { code }), ...params },
    struck: 0,
  };
  return { planned, kind, dice: { state: seed >>> 0 } };
}

function keptOf(plans: ReadonlyMap<string, Plan>): KeptFault[] {
  return [...plans.values()].map(({ planned, dice }) => ({ ...planned, dice: dice.state }));
}

function plansOf(kept: readonly KeptFault[]): Map<string, Plan> {
  return new Map(
    kept.flatMap(({ dice, ...planned }): [string, Plan][] => {
      const found = findFaultKind(planned.fault);
      return found ? [[planned.id, { planned, kind: found.kind, dice: { state: dice } }]] : [];
    }),
  );
}
