import pc from 'picocolors';

/** One line of the server's log for a person: the time, what happened, and to whom. Other text stays as it is. */
export function readable(line: string): string {
  const entry = parsed(line);
  if (entry === undefined) return line;
  const { time, level, event, method, path, status, duration_ms: duration, request_id: _id, ip: _ip, ...facts } = entry;
  const at = pc.dim(new Date(String(time)).toTimeString().slice(0, 8));
  if (method !== undefined && status !== undefined) {
    return `${at} ${method} ${path} ${coloured(Number(status))} ${pc.dim(`${duration} ms`)}`;
  }
  const told = Object.entries(facts)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${name === 'err' ? reasonOf(value) : shown(value)}`);
  const what = String(event ?? facts.msg ?? level);
  return `${at} ${level === 'info' ? what : pc.yellow(`${level} ${what}`)} ${pc.dim(told.join(' '))}`.trimEnd();
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The messages of an error and of what caused it; the stacks are for the log of a real server. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return shown(error);
  const { message } = error;
  return 'cause' in error ? `${message} (${reasonOf(error.cause)})` : String(message);
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null && 'level' in entry && 'time' in entry
      ? (entry as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function coloured(status: number): string {
  const text = String(status);
  if (status >= 500) return pc.red(text);
  return status >= 400 ? pc.yellow(text) : pc.green(text);
}
