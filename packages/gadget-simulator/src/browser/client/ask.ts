import { openSheet } from '../sheet.ts';
import { cancelled } from './answer.ts';

const cancel = '取消 Cancel';
const confirm = '确定 OK';

/** Says what the client would do now, such as call a number; the person agrees or not. */
export async function propose(title: string, text: string): Promise<undefined> {
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  if (!(await openSheet({ title, body: [paragraph], cancel, confirm }).answer)) throw cancelled();
}

/** Asks for what the client would find out, one text for each name. */
export async function askFor<Name extends string>(
  title: string,
  names: Readonly<Record<Name, string>>,
): Promise<Record<Name, string>> {
  const fields = Object.entries<string>(names).map(([name, value]) => {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.value = value;
    label.append(name, input);
    return { name, label, input };
  });
  const answer = openSheet({ title, body: fields.map(({ label }) => label), cancel, confirm }).answer;
  fields[0]?.input.focus();
  if (!(await answer)) throw cancelled();
  return Object.fromEntries(fields.map(({ name, input }) => [name, input.value])) as Record<Name, string>;
}

/** Lets the person choose one of some texts; its place among them. */
export async function choose(title: string, texts: readonly string[]): Promise<number> {
  const list = document.createElement('div');
  list.className = 'choices';
  let chosen = -1;
  const sheet = openSheet({ title, body: [list], cancel });
  texts.forEach((text, index) => {
    const button = document.createElement('button');
    button.textContent = text;
    button.addEventListener('click', () => {
      chosen = index;
      sheet.close(true);
    });
    list.append(button);
  });
  if (!(await sheet.answer)) throw cancelled();
  return chosen;
}
