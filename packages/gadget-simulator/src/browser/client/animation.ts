import type { AnimationStep } from '../elements/animation.ts';
import { inPixels } from '../elements/attributes.ts';

const styles: readonly string[] = ['opacity', 'backgroundColor', 'width', 'height', 'top', 'right', 'bottom', 'left'];
const angles: readonly string[] = ['rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY'];
const lengths: readonly string[] = ['translate', 'translateX', 'translateY', 'translateZ', 'translate3d'];
const numbers: readonly string[] = ['scale', 'scaleX', 'scaleY', 'scaleZ', 'scale3d', 'matrix', 'matrix3d'];

type Settings = Omit<AnimationStep, 'style'>;

/** The page "createAnimation": changes are collected, `step` ends a group, `export` hands out the groups since the last. */
export function createAnimation(given: Partial<Settings> = {}): object {
  const settings: Settings = {
    duration: 400,
    timingFunction: 'linear',
    delay: 0,
    transformOrigin: '50% 50% 0',
    ...given,
  };
  let style: Record<string, string> = {};
  let transform: string[] = [];
  let actions: AnimationStep[] = [];
  const animation: Record<string, (...values: unknown[]) => unknown> = {
    step(own) {
      const moved = transform.length === 0 ? {} : { transform: transform.join(' ') };
      actions.push({ ...settings, ...Object(own), style: { ...style, ...moved } });
      [style, transform] = [{}, []];
      return animation;
    },
    export() {
      const exported = { actions };
      actions = [];
      return exported;
    },
  };
  for (const name of styles)
    animation[name] = (value) => {
      const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      style[property] = name === 'opacity' ? String(value) : inPixels(String(value));
      return animation;
    };
  const write = (unit: string) => (value: unknown) => (typeof value === 'number' ? `${value}${unit}` : String(value));
  for (const [names, unit] of [
    [angles, 'deg'],
    [lengths, 'px'],
    [numbers, ''],
  ] as const)
    for (const name of names)
      animation[name] = (...values) => {
        transform.push(`${name}(${values.map(write(unit)).join(', ')})`);
        return animation;
      };
  animation.rotate3d = (x, y, z, angle) => {
    transform.push(`rotate3d(${x}, ${y}, ${z}, ${write('deg')(angle)})`);
    return animation;
  };
  return animation;
}
