/** What the bench measures of any program: times of requests, memory of a process. */
import { readFileSync } from 'node:fs';

/** The value below which `part` (0..1) of the samples lie, by nearest rank. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** Milliseconds that each of `requests` takes, one after the other. */
export async function timeEach<T>(requests: readonly T[], send: (request: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const request of requests) {
    const started = performance.now();
    await send(request);
    times.push(performance.now() - started);
  }
  return times;
}

/** Resident memory of a process in MB: now, and the most it ever had. */
export function memory(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

/** CPU seconds that a process and its threads have used. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  // utime and stime, counted in hundredths of a second on Linux.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** What a person's typing sends: every beginning of every word, and a second word behind the first. */
export function keystrokes(words: readonly string[]): string[] {
  const beginnings = (word: string): string[] =>
    Array.from(word, (_letter, index) => [...word].slice(0, index + 1).join(''));
  return words.flatMap((word, index) => {
    const second = words[(index + 1) % words.length] ?? word;
    return [...beginnings(word), ...beginnings(second).map((part) => `${word} ${part}`)];
  });
}
