/** The answer to a confirmed scan: the code, or the platform's refusal. */
interface Confirmed {
  tmp_code?: string;
  code?: number;
  msg?: string;
}

/** Scan, choose, confirm; then tells the page around the frame. */
const page = document.documentElement;
const goto = page.dataset.goto ?? '';
let chosen = '';

function show(step: string): void {
  for (const section of document.querySelectorAll<HTMLElement>('[data-step]')) {
    section.hidden = section.dataset.step !== step;
  }
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The QR page has no ${selector}`);
  return found;
}

const code = find('.code');
code.addEventListener('click', () => show('who'));
// A tap before this would have gone nowhere.
code.removeAttribute('disabled');
find('[data-go="scan"]').addEventListener('click', () => show('scan'));

for (const button of document.querySelectorAll<HTMLButtonElement>('.people button')) {
  button.addEventListener('click', () => {
    chosen = button.value;
    find('.person').textContent = button.querySelector('.name')?.textContent ?? '';
    find('.problem').textContent = '';
    show('confirm');
  });
}

find('[data-decision="refuse"]').addEventListener('click', () => {
  // What the platform tells the page about a cancelled scan is undocumented: nothing.
  const hint = find('[data-refused]');
  hint.textContent = hint.dataset.refused ?? '';
  show('scan');
});

find('[data-decision="accept"]').addEventListener('click', async () => {
  const answer = await fetch(new URL('../../qr/confirm', import.meta.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ goto, open_id: chosen }),
  });
  const { tmp_code, code, msg }: Confirmed = await answer.json();
  if (tmp_code === undefined) {
    find('.problem').textContent = `${code ?? ''} ${msg ?? ''}`;
    return;
  }
  show('done');
  window.parent.postMessage({ tmp_code }, '*');
});
