import { describe, expect, it } from '@jest/globals';
import { createSignInLine } from '../../src/feishu/sign-in-line.ts';
import { createTickets } from '../../src/feishu/tickets.ts';

const tickets = createTickets('secret-of-the-app');

function openLine(perMinute = 60) {
  const at = { now: Date.UTC(2026, 10, 23, 9), network: 'office' };
  const instance = () => createSignInLine({ perMinute, tickets, now: () => at.now, network: () => at.network });
  const line = instance();
  const from = (network: string, ticket?: string) => {
    at.network = network;
    return line.turn(ticket);
  };
  const pass = (seconds: number) => {
    at.now += seconds * 1000;
  };
  return { line, from, pass, instance };
}

describe('The line before Feishu', () => {
  it('J11: is not there while Feishu takes everybody', () => {
    const { from } = openLine();
    for (let i = 0; i < 30; i += 1) expect(from('office')).toBeUndefined();
    expect(from('office')).toMatchObject({ ahead: 0, seconds: 1, askAgain: 2 });
  });

  it('J11: says how many are before whom, and for how long; who came first goes first', () => {
    const { from, pass } = openLine();
    while (from('office', undefined) === undefined);
    const places = Array.from({ length: 20 }, () => from('office'));
    expect(places.map((place) => place?.ahead)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(places[19]).toMatchObject({ seconds: 21, askAgain: 15 });
    pass(5);
    const now = places.map((place) => from('office', place?.ticket));
    // The fifth turn is for the very first, who has not asked.
    expect(now.map((place) => place?.ahead).slice(0, 6)).toEqual([undefined, undefined, undefined, undefined, 1, 2]);
  });

  it('J11: lets nobody pass who came later, and each ticket pass once', () => {
    const { from, pass } = openLine();
    while (from('office') === undefined);
    pass(30);
    while (from('office') === undefined);
    const first = from('office');
    expect(first).toBeDefined();
    pass(2);
    const later = from('office');
    expect(later?.ahead).toBeGreaterThanOrEqual(1);
    expect(from('office', first?.ticket)).toBeUndefined();
    const again = from('office', first?.ticket);
    expect(again?.ticket).not.toBe(first?.ticket);
  });

  it('J1: networks take turns, so that nobody waits for another’s crowd', () => {
    const { from } = openLine();
    while (from('office') === undefined);
    for (let i = 0; i < 500; i += 1) from('office');
    expect(from('home')?.ahead).toBeLessThanOrEqual(1);
    expect(from('office')?.ahead).toBeGreaterThan(500);
  });

  it('J11: forgets who does not come back, and knows them by their ticket when they do', () => {
    const { from, pass } = openLine();
    while (from('office') === undefined);
    const gone = Array.from({ length: 100 }, () => from('office'));
    pass(40);
    const later = from('office');
    expect(later).toBeUndefined();
    while (from('office') === undefined);
    expect(from('office')?.ahead).toBeLessThan(5);
    expect(from('office', gone[50]?.ticket)?.ahead ?? 0).toBe(0);
  });

  it('another instance believes the ticket, and nobody can write one', () => {
    const { from, instance, line } = openLine();
    while (from('office') === undefined);
    const { ticket = '' } = from('office') ?? {};
    const elsewhere = instance();
    expect(elsewhere.knows(ticket)).toBe(true);
    expect(elsewhere.turn(ticket)).toBeUndefined();
    const [since = '', id = '', seal = ''] = ticket.split('.');
    for (const forged of [`${since.slice(1)}.${id}.${seal}`, `${since}.${id}.${'A'.repeat(22)}`, 'x', '', undefined])
      expect(line.knows(forged)).toBe(false);
  });

  it('M2: stands still while Feishu asks to be left alone, and says for how long', () => {
    const { line, from, pass } = openLine();
    line.pause(52_000);
    expect(from('office')).toMatchObject({ ahead: 0, seconds: 52 });
    pass(53);
    expect(from('office')).toBeUndefined();
  });

  it('J1: is as long as Feishu takes in an hour: then those who have most make room, and others are told to come back', () => {
    const { from } = openLine(2);
    while (from('office') === undefined);
    while (true) {
      try {
        from('office');
      } catch (error) {
        expect(error).toMatchObject({ code: 'overloaded', details: { retryAfter: 900 } });
        break;
      }
    }
    expect(from('home')?.ahead).toBeLessThanOrEqual(1);
    expect(() => from('office')).toThrow();
  });
});
