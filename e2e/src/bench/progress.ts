/** Shows what is being done on a terminal's last line, which nothing that is kept stands on. Without words it is cleared. */
export function progress(words = ''): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${words}`);
}

/** Says what comes next; this stays. */
export function announce(words: string): void {
  progress();
  process.stderr.write(`… ${words}\n`);
}
