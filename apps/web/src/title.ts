import { causeOf } from '@feishu-login/product';
import type { Texts } from './texts/texts.ts';
import type { View } from './view.ts';

/** The name of a view in the browser's tab. */
export function titleOf(view: View, texts: Texts): string {
  if (view.kind === 'sign-in') return texts.signIn.title;
  if (view.kind === 'session') return texts.session.title;
  if (view.kind === 'nowhere') return texts.nowhere.title;
  return texts.failure.explanations[causeOf(view.failure)].title;
}
