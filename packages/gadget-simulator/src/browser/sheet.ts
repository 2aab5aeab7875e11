/** What slides in from below, over everything, out of reach of the mini program's styles. */
export interface SheetContent {
  title?: string;
  body: readonly Node[];
  /** Without a label there is no such button. */
  cancel?: string;
  confirm?: string;
}

/** Open sheets, the newest last: each is closed by its own buttons, or from outside by `close`. */
export interface Sheet {
  /** Whether it was confirmed. */
  readonly answer: Promise<boolean>;
  close(confirmed: boolean): void;
}

/** Shows a sheet and waits for its answer. Tests find it as `sim-sheet`. */
export function openSheet({ title = '', body, cancel, confirm }: SheetContent): Sheet {
  const host = document.createElement('sim-sheet');
  const root = host.attachShadow({ mode: 'open' });
  ignoreEarlierTouch(root);
  const dialog = document.createElement('section');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-label', title);
  let settle = (_: boolean): void => {};
  const answer = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  const close = (confirmed: boolean): void => {
    host.remove();
    settle(confirmed);
  };
  const bar = document.createElement('header');
  bar.append(
    button(cancel, () => close(false)),
    heading(title),
    button(confirm, () => close(true)),
  );
  dialog.append(bar, ...body);
  root.innerHTML = `<style>${style}</style><div class="shade"></div>`;
  root.querySelector('.shade')?.addEventListener('click', () => close(false));
  root.append(dialog);
  document.body.append(host);
  return { answer, close };
}

/** The touch that opened it ends in a click wherever it was: that is meant for nothing in here. */
function ignoreEarlierTouch(root: ShadowRoot): void {
  let isPressed = false;
  const early = { capture: true };
  root.addEventListener(
    'pointerdown',
    () => {
      isPressed = true;
    },
    early,
  );
  root.addEventListener(
    'click',
    (event) => {
      const isByHand = event instanceof MouseEvent && event.detail > 0;
      if (isByHand && !isPressed) event.stopImmediatePropagation();
    },
    early,
  );
}

function button(label: string | undefined, act: () => void): HTMLElement {
  const element = document.createElement(label === undefined ? 'span' : 'button');
  element.textContent = label ?? '';
  element.addEventListener('click', act);
  return element;
}

function heading(title: string): HTMLElement {
  const element = document.createElement('h2');
  element.textContent = title;
  return element;
}

const style = `
  :host { position: fixed; inset: 0; z-index: 3; color-scheme: inherit;
    font: 16px/1.5 -apple-system, "PingFang SC", "Helvetica Neue", "Microsoft YaHei", "Segoe UI", sans-serif; }
  .shade { position: absolute; inset: 0; background: rgb(0 0 0 / 40%); }
  section { position: absolute; inset: auto 0 0; max-height: 80%; overflow: auto; border-radius: 12px 12px 0 0;
    background: light-dark(#ffffff, #25272b); color: light-dark(#1f2329, #ebebeb); }
  header { display: grid; grid-template-columns: auto 1fr auto; gap: 12px; align-items: center; padding: 8px 16px; }
  h2 { margin: 0; font: inherit; font-weight: 600; text-align: center; overflow-wrap: anywhere; }
  button { border: 0; padding: 6px 0; background: none; color: light-dark(#1456f0, #6b9bff); font: inherit; cursor: pointer; text-align: start;
    white-space: nowrap; }
  header > :last-child { text-align: end; }
  .columns { display: flex; gap: 8px; padding: 0 16px 16px; }
  .columns select { flex: 1; min-width: 0; height: 200px; border: 1px solid #8f959e55; border-radius: 6px;
    background: inherit; color: inherit; font: inherit; scrollbar-width: none; }
  .columns option { padding: 5px; border-radius: 4px; text-align: center; }
  .choices { display: flex; flex-direction: column; padding: 0 16px 16px; }
  .choices button { padding: 10px 0; border-top: 1px solid #8f959e55; color: inherit; text-align: center; white-space: normal; }
  label { display: block; padding: 0 16px 12px; }
  label input { display: block; box-sizing: border-box; width: 100%; margin-top: 4px; padding: 8px; font: inherit; }
  textarea { display: block; box-sizing: border-box; width: calc(100% - 32px); min-height: 96px; margin: 0 16px 16px;
    padding: 8px; font: inherit; resize: none; }
  p, pre { margin: 0; padding: 0 16px 16px; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
  img { display: block; max-width: 100%; margin: 0 auto 16px; }
  .path { color: light-dark(#646a73, #a6a6a6); font-size: 13px; }
  .no-picture { margin: 0 16px 16px; padding: 40px 16px; background: #8f959e22; color: light-dark(#646a73, #a6a6a6); font-size: 13px;
    text-align: center; }
`;
