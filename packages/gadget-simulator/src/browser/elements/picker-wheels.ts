/** The columns of a picker. What a column holds may depend on what is chosen in those before it. */
export interface Wheels {
  columns(chosen: readonly number[]): string[][];
  /** Where each column stands at first. */
  initial: readonly number[];
  /** What `change` tells. */
  value(chosen: readonly number[]): unknown;
}

/** What the template says of a picker (page "picker"). */
export interface PickerSays {
  mode: string;
  range: unknown;
  rangeKey: string;
  value: unknown;
  start: string;
  end: string;
  fields: string;
  customItem: string;
}

/** Provinces, their cities and their districts, by their codes: two, four and six digits of one number. */
export type Regions = Readonly<Record<'province_list' | 'city_list' | 'county_list', Readonly<Record<string, string>>>>;

/** Undefined where the mode is none of the documented ones. */
export function wheelsOf(says: PickerSays, regions: Regions | undefined): Wheels | undefined {
  if (says.mode === 'selector') return oneOf(says);
  if (says.mode === 'multiSelector') return severalOf(says);
  if (says.mode === 'time') return times(says);
  if (says.mode === 'date') return dates(says);
  return says.mode === 'region' && regions !== undefined ? places(says, regions) : undefined;
}

function listed(range: unknown, key: string): string[] {
  const list: unknown[] = Array.isArray(range) ? range : [];
  return list.map((one) => String(key === '' ? one : (Object(one) as Record<string, unknown>)[key]));
}

function oneOf({ range, rangeKey, value }: PickerSays): Wheels {
  const column = listed(range, rangeKey);
  return { columns: () => [column], initial: [Number(value) || 0], value: ([first = 0]) => first };
}

function severalOf({ range, rangeKey, value }: PickerSays): Wheels {
  const columns = (Array.isArray(range) ? range : []).map((column) => listed(column, rangeKey));
  const said: unknown[] = Array.isArray(value) ? value : [];
  return {
    columns: () => columns,
    initial: columns.map((_, at) => Number(said[at]) || 0),
    value: (chosen) => [...chosen],
  };
}

const padded = (number: number, width = 2): string => String(number).padStart(width, '0');
const span = (from: number, to: number, width?: number): string[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => padded(from + at, width));

/** Columns of numbers between two limits, each limit counting in a column where those before stand at it. */
function between(
  limits: { from: readonly number[]; to: readonly number[]; at: readonly number[] },
  whole: (before: readonly number[], column: number) => [number, number],
  written: (numbers: readonly number[]) => string,
  widths: readonly number[] = [],
): Wheels {
  const { from, to, at } = limits;
  const rows = (column: number, before: readonly number[]): [number, number] => {
    const [least, most] = whole(before, column);
    const atStart = before.every((number, index) => number === from[index]);
    const atEnd = before.every((number, index) => number === to[index]);
    return [
      atStart ? Math.max(least, from[column] ?? least) : least,
      atEnd ? Math.min(most, to[column] ?? most) : most,
    ];
  };
  const numbersOf = (chosen: readonly number[]): number[] =>
    at.reduce<number[]>((numbers, _, column) => {
      const [least, most] = rows(column, numbers);
      return numbers.concat(Math.min(most, least + (chosen[column] ?? 0)));
    }, []);
  return {
    columns(chosen) {
      const numbers = numbersOf(chosen);
      return at.map((_, column) => span(...rows(column, numbers.slice(0, column)), widths[column]));
    },
    initial: at.map((number, column) => Math.max(0, number - rows(column, at.slice(0, column))[0])),
    value: (chosen) => written(numbersOf(chosen)),
  };
}

const numbersIn = (text: unknown, separator: string): number[] =>
  String(text ?? '') === '' ? [] : String(text).split(separator).map(Number);

function times({ value, start, end }: PickerSays): Wheels {
  const now = new Date();
  const [hour = now.getHours(), minute = now.getMinutes()] = numbersIn(value, ':');
  const limits = { from: numbersIn(start, ':'), to: numbersIn(end, ':'), at: [hour, minute] };
  return between(
    limits,
    (_, column) => [0, column === 0 ? 23 : 59],
    (numbers) => numbers.map((number) => padded(number)).join(':'),
  );
}

const depths: Readonly<Record<string, number>> = { year: 1, month: 2, day: 3 };

function dates({ value, start, end, fields }: PickerSays): Wheels {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const said = numbersIn(value, '-');
  const at = today.map((number, column) => said[column] ?? number).slice(0, depths[fields] ?? 3);
  return between(
    { from: numbersIn(start, '-'), to: numbersIn(end, '-'), at },
    ([year = 0, month = 1], column) => {
      if (column === 0) return [1900, 2100];
      return [1, column === 1 ? 12 : new Date(year, month, 0).getDate()];
    },
    (numbers) => numbers.map((number, column) => padded(number, column === 0 ? 4 : 2)).join('-'),
    [4],
  );
}

function places({ value, customItem }: PickerSays, regions: Regions): Wheels {
  const own: [string, string][] = customItem === '' ? [] : [['', customItem]];
  const within = (list: Readonly<Record<string, string>>, code: string, digits: number): [string, string][] => [
    ...own,
    ...Object.entries(list).filter(([key]) => code !== '' && key.startsWith(code.slice(0, digits))),
  ];
  const rows = (chosen: readonly number[]): [string, string][][] => {
    const provinces = [...own, ...Object.entries(regions.province_list)];
    const cities = within(regions.city_list, provinces[chosen[0] ?? 0]?.[0] ?? '', 2);
    return [provinces, cities, within(regions.county_list, cities[chosen[1] ?? 0]?.[0] ?? '', 4)];
  };
  const said: unknown[] = Array.isArray(value) ? value : [];
  const initial = [0, 1, 2].reduce<number[]>((chosen, column) => {
    const at = (rows(chosen)[column] ?? []).findIndex(([, name]) => name === said[column]);
    return chosen.concat(Math.max(0, at));
  }, []);
  return {
    columns: (chosen) => rows(chosen).map((column) => column.map(([, name]) => name)),
    initial,
    value: (chosen) => rows(chosen).map((column, at) => column[chosen[at] ?? 0]?.[1] ?? ''),
  };
}
