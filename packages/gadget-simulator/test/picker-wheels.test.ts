import { describe, expect, it } from '@jest/globals';
import { areaList } from '@vant/area-data';
import { type PickerSays, wheelsOf } from '../src/browser/elements/picker-wheels.ts';

const wheels = (says: Partial<PickerSays>) => {
  const made = wheelsOf(
    {
      mode: 'selector',
      range: [],
      rangeKey: '',
      value: '',
      start: '',
      end: '',
      fields: 'day',
      customItem: '',
      ...says,
    },
    areaList,
  );
  if (made === undefined) throw new Error('no such mode');
  return made;
};
const ends = (column: readonly string[] | undefined) => [column?.[0], column?.at(-1)];

describe('a picker', () => {
  it('of one column tells the place of what is chosen', () => {
    const picker = wheels({ range: [{ en: 'pear' }, { en: 'plum' }], rangeKey: 'en', value: 1 });
    expect([picker.columns([]), picker.initial, picker.value([1])]).toEqual([[['pear', 'plum']], [1], 1]);
  });

  it('of several columns tells a place in each', () => {
    const picker = wheels({ mode: 'multiSelector', range: [['a', 'b'], ['c']], value: [1] });
    expect([picker.columns([]), picker.initial, picker.value([1, 0])]).toEqual([
      [['a', 'b'], ['c']],
      [1, 0],
      [1, 0],
    ]);
  });

  it('of times keeps within its limits, minute by minute', () => {
    const picker = wheels({ mode: 'time', value: '12:01', start: '09:30', end: '21:15' });
    const at = (hour: number) => picker.columns([hour, 0]).map(ends);
    expect([at(0), at(3), at(12)]).toEqual([
      [
        ['09', '21'],
        ['30', '59'],
      ],
      [
        ['09', '21'],
        ['00', '59'],
      ],
      [
        ['09', '21'],
        ['00', '15'],
      ],
    ]);
    expect([picker.value(picker.initial), picker.value([0, 0])]).toEqual(['12:01', '09:30']);
  });

  it('of dates knows how long months are, and how fine it is to be', () => {
    const picker = wheels({ mode: 'date', value: '2024-02-29', start: '2024-02-10', end: '2025-03-01' });
    expect(picker.columns(picker.initial).map(ends)).toEqual([
      ['2024', '2025'],
      ['02', '12'],
      ['10', '29'],
    ]);
    expect([picker.value(picker.initial), picker.value([1, 2, 30])]).toEqual(['2024-02-29', '2025-03-01']);
    expect(wheels({ mode: 'date', fields: 'month', value: '2016-09' }).value([116, 8])).toBe('2016-09');
    expect(wheels({ mode: 'date', fields: 'year', value: '2016' }).columns([])).toHaveLength(1);
  });

  it('of places follows from province to district, with an entry of its own where asked', () => {
    const picker = wheels({ mode: 'region', value: ['广东省', '深圳市', '南山区'] });
    expect(picker.value(picker.initial)).toEqual(['广东省', '深圳市', '南山区']);
    expect(picker.columns(picker.initial)[2]).toContain('福田区');
    expect(wheels({ mode: 'region', customItem: '全部' }).value([0, 0, 0])).toEqual(['全部', '全部', '全部']);
  });

  it('of another mode is none', () => {
    expect(() => wheels({ mode: 'colour' })).toThrow('no such mode');
  });
});
