import { given } from './attributes.ts';
import type { Behaviour } from './watch.ts';

/** One group of changes that begin and end together, as `animation.export()` hands it out. */
export interface AnimationStep {
  style: Readonly<Record<string, string>>;
  duration: number;
  delay: number;
  timingFunction: string;
  transformOrigin: string;
}

/** The attribute `animation`, with what `tt.createAnimation` has exported (page "createAnimation"). */
export const animated: Behaviour = (host, changed) => {
  if (!changed.has('animation')) return;
  const { actions } = Object(given(host, 'animation')) as { actions?: unknown };
  if (Array.isArray(actions)) play(host, actions as readonly AnimationStep[]);
};

/** Each group begins as the one before has ended. */
function play(host: HTMLElement, [step, ...rest]: readonly AnimationStep[]): void {
  if (step === undefined) return;
  const { style, duration, delay, timingFunction, transformOrigin } = step;
  // Where it begins has to have been on the screen.
  requestAnimationFrame(() => {
    host.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`;
    host.style.transformOrigin = transformOrigin;
    for (const [name, value] of Object.entries(style)) host.style.setProperty(name, value);
    setTimeout(() => play(host, rest), duration + delay);
  });
}
