import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own clock is (proc(5), `sysconf(_SC_CLK_TCK)`). */
const microsecondsOfTick = 10_000;

/** The processor time a process has taken so far, in microseconds. */
export function cpuOf(pid: number): number {
  // The program's name, in brackets, may hold anything.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * microsecondsOfTick;
}

/** The memory of a process that is in use, in megabytes. */
export function memoryOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
