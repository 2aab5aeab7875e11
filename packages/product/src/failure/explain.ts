import type { Language } from '../language.ts';
import { atHandEn } from './at-hand-en.ts';
import { atHandZh } from './at-hand-zh.ts';
import { causeOf, needOf } from './cause.ts';
import { type Explanation, type Explanations, placeName, type Told } from './explanations.ts';
import { explanationsEn } from './explanations-en.ts';
import { explanationsZh } from './explanations-zh.ts';
import type { Failure } from './failure.ts';
import { forDevelopersEn } from './for-developers-en.ts';
import { forDevelopersZh } from './for-developers-zh.ts';
import type { Need } from './need.ts';

/** Whatever can go wrong, in each language. */
export const allExplanations: Readonly<Record<Language, Explanations>> = {
  'zh-CN': { ...atHandZh, ...explanationsZh, ...forDevelopersZh },
  en: { ...atHandEn, ...explanationsEn, ...forDevelopersEn },
};

/** Whom a failure takes, and what happened and what to do in each language. @param origin our address */
export function explain(
  failure: Pick<Failure, 'code' | 'platformCode'>,
  origin: string,
): { need: Need; told: Record<Language, Told> } {
  const cause = causeOf(failure);
  const told = (language: Language): Told => toldIn(language, allExplanations[language][cause], origin);
  return { need: needOf(cause), told: { 'zh-CN': told('zh-CN'), en: told('en') } };
}

/** An explanation to be read, with the names of places and the addresses it points at. */
export function toldIn(language: Language, { title, what, steps }: Explanation, origin: string): Told {
  return {
    title,
    what,
    steps: steps.map(({ text, path, addresses }) => ({
      text,
      lines: [
        ...(path === undefined ? [] : [path.map((place) => placeName(place, language)).join(' → ')]),
        ...(addresses === undefined ? [] : Object.values(registeredAddresses(origin)).flat()),
      ],
    })),
  };
}

/** What has to be on the app's list of redirect URLs: the callback, and the pages that ask the client for a code. */
export function registeredAddresses(origin: string): Record<'redirectUrl' | 'pageUrl', readonly string[]> {
  return { redirectUrl: [`${origin}/auth/callback`], pageUrl: [`${origin}/`, `${origin}/login`] };
}
