import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { endOf, isDefunctState, type EndingChild } from './process-end.ts';

const child = (pid: number | undefined = 1): EventEmitter & EndingChild =>
  Object.assign(new EventEmitter(), { pid }) as unknown as EventEmitter & EndingChild;
const never = async (): Promise<boolean> => false;

describe('the end of a child process', () => {
  it('is told with its exit code', async () => {
    const process = child();
    const end = endOf(process, never);
    process.emit('exit', 3, null);
    expect(await end).toEqual({ code: 3, how: 'code 3' });
  });

  it('is told with the signal that killed it', async () => {
    const process = child();
    const end = endOf(process, never);
    process.emit('exit', null, 'SIGKILL');
    expect(await end).toEqual({ code: null, how: 'SIGKILL' });
  });

  it('comes at once when it cannot even start', async () => {
    const process = child();
    Object.assign(process, { pid: undefined });
    const end = endOf(process, never);
    process.emit('error', new Error('no such program'));
    expect(await end).toEqual({ code: null, how: 'no such program' });
  });

  it('is noticed when the kernel keeps the dead process, at the second look', async () => {
    const looks: boolean[] = [];
    const answers = [true, false, true, true];
    const end = endOf(
      child(42),
      async (pid) => {
        expect(pid).toBe(42);
        looks.push(answers[looks.length] ?? true);
        return looks.at(-1) === true;
      },
      1,
    );
    expect(await end).toEqual({ code: null, how: 'killed' });
    expect(looks).toEqual(answers);
  });

  it('is that of a real process', async () => {
    const real = fork(new URL('./no-such-program.ts', import.meta.url), { stdio: 'ignore' });
    expect(await endOf(real)).toEqual({ code: 1, how: 'code 1' });
  });
});

it.each([
  ['42 (node) S 1 2', false],
  ['42 (node) Z 1 2', true],
  ['42 (odd) Z name) R 1 2', false],
  ['42 (odd (name)) Z 1', true],
  ['', false],
])('a process with the state line "%s" is defunct: %s', (stat, defunct) => {
  expect(isDefunctState(stat)).toBe(defunct);
});
