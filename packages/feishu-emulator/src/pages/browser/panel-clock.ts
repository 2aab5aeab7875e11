import { element } from '../../client/element.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button } from './controls.ts';
import { dayAndTime } from './local-time.ts';

const text = {
  zh: { now: '平台时间', day: '天', hour: '小时', minute: '分', ahead: '快', behind: '慢', real: '回到现在' },
  en: {
    now: 'Platform time',
    day: 'd',
    hour: 'h',
    minute: 'min',
    ahead: 'ahead',
    behind: 'behind',
    real: 'Back to now',
  },
}[boot.language];

const steps = [
  { label: `+1 ${text.minute}`, seconds: 60 },
  { label: `+1 ${text.hour}`, seconds: 3600 },
  { label: `+1 ${text.day}`, seconds: 86_400 },
];

/** The emulated time, ticking, and the buttons that move it. Returns how to set it. */
export function createClockView(host: HTMLElement, moved: () => Promise<void>): (now: string) => void {
  let offset = 0;
  const time = element('time', { class: 'mono', title: text.now });
  const shift = element('span', { class: 'tag warn' });
  const back = button(text.real, () => move({ set: Date.now() }), 'quiet');
  const set = (now: string) => {
    offset = Date.parse(now) - Date.now();
    tick();
  };

  async function move(change: { advance_seconds: number } | { set: number }): Promise<void> {
    set((await control.moveClock(change)).now);
    await moved();
  }

  function tick(): void {
    const now = Date.now() + offset;
    time.textContent = dayAndTime(now);
    time.dateTime = new Date(now).toISOString();
    // Less is what the answer took to arrive.
    const shifted = Math.abs(offset) > 30_000;
    shift.hidden = !shifted;
    back.hidden = !shifted;
    shift.textContent = describe(offset);
  }

  host.replaceChildren(
    time,
    shift,
    ...steps.map(({ label, seconds }) => button(label, () => move({ advance_seconds: seconds }))),
    back,
  );
  setInterval(tick, 1000);
  tick();
  return set;
}

function describe(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const parts = [
    ...(days > 0 ? [`${days} ${text.day}`] : []),
    ...(hours > 0 ? [`${hours} ${text.hour}`] : []),
    ...(days === 0 && minutes % 60 > 0 ? [`${minutes % 60} ${text.minute}`] : []),
  ];
  return `${parts.join(' ') || `<1 ${text.minute}`} ${offset > 0 ? text.ahead : text.behind}`;
}
