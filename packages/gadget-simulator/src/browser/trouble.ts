/** Tells on the screen and in the console what fails, with file, line and column of the mini program. */
export function reportTrouble(error: unknown): void {
  const text = located(error instanceof Error ? (error.stack ?? error.message) : String(error));
  console.error(text);
  const list = document.querySelector('.sim-trouble') ?? document.createElement('aside');
  list.className = 'sim-trouble';
  const line = document.createElement('p');
  line.textContent = text.split('\n').slice(0, 2).join('\n');
  list.append(line);
  document.body.append(list);
}

/** What compiling puts before the code: two lines of the browser's, one of ours. */
const linesBefore = 3;

export function located(text: string): string {
  return text.replace(
    /gadget\/([^\s:()]+):(\d+)(:\d+)/g,
    (_, path: string, line: string, column: string) => [path, Number(line) - linesBefore].join(':') + column,
  );
}
