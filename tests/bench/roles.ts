/**
 * Processes that a benchmark starts: each does one thing and prints its results as lines of JSON, so that
 * memory and processor time are those of that thing alone.
 */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Role {
  readonly process: ChildProcess;
  /** The next line of JSON the process prints. Rejects when it ends without one. */
  next<T>(): Promise<T>;
  readonly ended: Promise<void>;
}

/** `cache`: where compiled code is kept, as Descant's programs keep it. */
export function startRole(script: URL, args: readonly string[], cache: string): Role {
  const child = spawn(process.execPath, [script.pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  const lines: string[] = [];
  let wake = (): void => undefined;
  let rest = '';
  let over = false;
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
    wake();
  });
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      over = true;
      resolve();
      wake();
    });
  });
  return {
    process: child,
    ended,
    async next<T>(): Promise<T> {
      while (lines.length === 0) {
        if (over) throw new Error(`${args[0]} ended without a result`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return JSON.parse(lines.shift()!) as T;
    },
  };
}

/** Processor time that a process has used, in milliseconds, as far as Linux counts it (in hundredths of a second). */
export function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Waits until a process has stopped working: until it uses less than a tenth of a processor for four seconds. */
export async function becomeQuiet(pid: number): Promise<void> {
  for (let quiet = 0, before = processorTime(pid); quiet < 4;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const now = processorTime(pid);
    quiet = now - before < 100 ? quiet + 1 : 0;
    before = now;
  }
}
