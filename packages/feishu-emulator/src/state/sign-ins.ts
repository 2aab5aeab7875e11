import type { Clock } from './clock.ts';
import { forgetEnded, remember } from './memory.ts';
import type { Records, SignIn } from './records.ts';
import { randomHex } from './secrets.ts';

export interface SignIns {
  create(user: string, terminal_type: number): SignIn;
  find(sid: string): SignIn | undefined;
  of(user: string): SignIn[];
  end(sid: string): boolean;
  endAll(user: string, terminal_types: readonly number[] | undefined): number;
}

const lifetimeMs = 30 * 24 * 3600 * 1000;

export function createSignIns(records: Records, clock: Clock): SignIns {
  const live = (one: SignIn | undefined) => (one && one.expires_at > clock.now() ? one : undefined);
  const of = (user: string) => [...records.signIns.values()].filter((one) => one.user === user && live(one));
  return {
    create(user, terminal_type) {
      // 批量获取脱敏的用户登录信息: 24 characters of base64, as the samples.
      const sid = Buffer.from(randomHex(16), 'hex').toString('base64');
      const one = { sid, user, terminal_type, created_at: clock.now(), expires_at: clock.now() + lifetimeMs };
      forgetEnded(records.signIns, clock.now(), 8);
      remember(records.signIns, sid, one);
      return one;
    },
    find: (sid) => live(records.signIns.get(sid)),
    of,
    end: (sid) => records.signIns.delete(sid),
    endAll(user, terminal_types) {
      const ended = of(user).filter((one) => !terminal_types || terminal_types.includes(one.terminal_type));
      for (const one of ended) records.signIns.delete(one.sid);
      return ended.length;
    },
  };
}
