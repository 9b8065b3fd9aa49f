import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isRunning } from './running-program.ts';

it('a process is running until it has ended', async () => {
  const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(child, 'spawn');
  const pid = child.pid as number;
  expect(isRunning(pid)).toBe(true);
  child.stdin.end();
  await once(child, 'exit');
  expect(isRunning(pid)).toBe(false);
});

it.skipIf(process.getuid?.() === 0)("another user's process is running", () => {
  expect(isRunning(1)).toBe(true);
});

it('a process that the kernel does not name is not running', () => {
  expect(isRunning(0)).toBe(false);
});
