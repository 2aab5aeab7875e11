import { element } from '../../client/element.ts';
import type { EventsView, StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, copyable, notify, tag } from './controls.ts';
import { eventForm } from './event-form.ts';
import { timeOfDay } from './local-time.ts';

type Delivery = EventsView['deliveries'][number];

const text = {
  zh: {
    intro: '推送给应用的事件，最新的在前。失败的会按模拟时间自动重试。',
    none: '还没有推送过事件。修改用户会推送事件；也可以在上方直接推送。',
    resend: '重新推送',
    sent: (ok: boolean) => (ok ? '已送达' : '未被接受'),
    forged: '伪造',
    attempt: (count: number) => `第 ${count} 次`,
    next: '下次',
    nothing: '没有回应',
    copy: '点按复制',
  },
  en: {
    intro: 'Events pushed to apps, the newest first. What failed is tried again by itself, in emulated time.',
    none: 'No event was pushed yet. Changing people pushes some; or push one above.',
    resend: 'Send again',
    sent: (ok: boolean) => (ok ? 'Delivered' : 'Not accepted'),
    forged: 'forged',
    attempt: (count: number) => `attempt ${count}`,
    next: 'next at',
    nothing: 'no answer',
    copy: 'Click to copy',
  },
}[boot.language];

const most = 100;

export async function drawEvents(section: HTMLElement, state: StateView, refresh: () => Promise<void>): Promise<void> {
  const events = await control.events();
  const deliveries = events.deliveries.slice(-most).reverse();
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    eventForm(events, state, () => drawEvents(section, state, refresh)),
    deliveries.length === 0
      ? element('p', { class: 'empty' }, text.none)
      : element('div', { class: 'rows' }, ...deliveries.map((one) => deliveryRow(one, refresh))),
  );
}

function deliveryRow(delivery: Delivery, refresh: () => Promise<void>): HTMLElement {
  const { seq, at, event_id, type, app_id, attempt, status, ok, forged, next_attempt_at } = delivery;
  const why = boot.language === 'zh' ? delivery.why_zh : delivery.why;
  const again = button(text.resend, async () => {
    const pushed = await control.resendEvent(event_id);
    const accepted = 'delivery' in pushed && pushed.delivery?.ok === true;
    notify(text.sent(accepted), !accepted);
    await refresh();
  });
  again.setAttribute('aria-label', `${text.resend}: ${type}, ${event_id}`);
  return element(
    'article',
    { class: 'row', 'data-delivery': String(seq) },
    tag(status === null ? text.nothing : String(status), ok ? 'good' : 'bad'),
    element(
      'div',
      { class: 'who' },
      element('strong', {}, type),
      element(
        'span',
        { class: 'note' },
        `${timeOfDay(at)} · ${app_id} · ${text.attempt(attempt)}${next_attempt_at === null ? '' : ` · ${text.next} ${timeOfDay(next_attempt_at)}`}`,
      ),
      copyable(event_id, text.copy),
    ),
    ...(forged === null ? [] : [tag(`${text.forged} ${forged}`, 'warn')]),
    again,
    ...(why === null ? [] : [element('p', { class: 'why' }, why)]),
  );
}
