/** Tells on the screen and in the console what fails, with file, line and column of the mini program. */
export function reportTrouble(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(located(stack));
  const list = document.querySelector('.sim-trouble') ?? document.createElement('aside');
  list.className = 'sim-trouble';
  const line = document.createElement('p');
  const [message = '', ...calls] = stack.split('\n');
  // What the mini program did, rather than the simulator on its behalf.
  const call = calls.find((one) => one.includes('gadget/'));
  line.textContent = located([message, call].filter((part) => part !== undefined).join('\n'));
  list.append(line);
  document.body.append(list);
}

/** What the code throws while nobody waits for it: in timers, callbacks and promises. */
export function reportUncaught(fail: (error: unknown) => void): void {
  window.addEventListener('error', (event) => {
    const { error, message } = event;
    // Without an error it is the browser's own notice, such as of a ResizeObserver.
    if (error === null || error === undefined) return console.warn(message);
    // Told once, with the places of the mini program, and not by the browser as well.
    event.preventDefault();
    fail(error);
  });
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    fail(event.reason);
  });
}

/** What compiling puts before the code: two lines of the browser's, one of ours. */
const linesBefore = 3;

export function located(text: string): string {
  return text.replace(
    /gadget\/([^\s:()]+):(\d+)(:\d+)/g,
    (_, path: string, line: string, column: string) => [path, Number(line) - linesBefore].join(':') + column,
  );
}
