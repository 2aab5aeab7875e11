import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Call } from '../exchange/call.ts';
import type { EndpointFacts } from '../exchange/endpoint-facts.ts';
import type { Platform } from '../state/platform.ts';

/** An answer as bytes, just before it is sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export interface FaultContext {
  params: Readonly<Record<string, unknown>>;
  call: Call;
  endpoint: EndpointFacts;
  platform: Platform;
}

/** What a fault does. */
export type Effect =
  /** Something happens on the platform first, then it works as usual. */
  | { kind: 'arrange'; arrange(context: FaultContext): void }
  /** The caller gets this answer instead of the platform's. */
  | { kind: 'answer'; answer(context: FaultContext): Answer }
  /** The platform's own answer, altered; the platform has always done the work. */
  | { kind: 'alter'; alter(answer: Answer, context: FaultContext): Answer }
  /** The answer, or with `before` a stand-in for it, is damaged. */
  | { kind: 'garble'; garble(answer: Answer, context: FaultContext): Answer }
  /** The connection itself misbehaves. */
  | { kind: 'wire'; send(res: ServerResponse, answer: Answer, context: FaultContext): void }
  /** It takes its time, before or after the work. */
  | { kind: 'delay'; standardMs: number }
  /** Looked for by the part of the emulator it concerns: the client, or the sender of events. */
  | { kind: 'elsewhere' };

export interface FaultParam {
  about: string;
  type: z.ZodType;
}

/** A parameter of any kind, and of those that many faults take. */
export function param(type: z.ZodType, about: string): FaultParam {
  return { type, about };
}
export const amount = z.number().min(0).max(1e9);
/** Backwards too. */
export const secondsAway = z.number().min(-1e9).max(1e9);

export interface FaultKind {
  about: string;
  effect: Effect;
  /** Where it strikes when the plan does not say. */
  when?: 'before' | 'after';
  /** Which calls it strikes when the plan does not say. */
  paths?: readonly string[];
  /** Only calls that bring this field. */
  field?: string;
  /** What `params` may hold. */
  params?: Readonly<Record<string, FaultParam>>;
}

/** Some faults leave no choice: what is to happen first comes first, and a real answer is altered once it is there. */
export function momentOf(kind: FaultKind, asked?: 'before' | 'after'): 'before' | 'after' {
  if (kind.effect.kind === 'arrange') return 'before';
  if (kind.effect.kind === 'alter') return 'after';
  return asked ?? kind.when ?? 'before';
}

export function textParam(params: Readonly<Record<string, unknown>>, name: string, standard: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : standard;
}

export function numberParam(params: Readonly<Record<string, unknown>>, name: string, standard: number): number {
  const value = params[name];
  return typeof value === 'number' ? value : standard;
}

/** A JSON answer in the platform's usual dress. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}
