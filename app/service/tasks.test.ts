import { describe, expect, it } from 'vitest';
import { TASKS, type TaskName, type TaskProgress } from '../model/jobs.ts';
import { NothingToPauseError, Tasks, type OnStart, type Task, type TaskState } from './tasks.ts';

const SHOWN = { done: 0, total: null, failed: 0, what: null, message: null, code: null };
const IDLE: TaskState = { ...SHOWN, state: 'idle', isPaused: false, canPause: true };

class FakeTask implements Task {
  now = IDLE;
  calls: string[] = [];
  #listener: OnStart = () => {};

  onStart(listener: OnStart): void {
    this.#listener = listener;
  }
  state(): TaskState {
    return this.now;
  }
  cancel(): void {
    this.calls.push('cancel');
  }
  setPaused(isPaused: boolean): void {
    if (!this.now.canPause) throw new NothingToPauseError();
    this.now = { ...this.now, isPaused };
  }
  start(path: string): string {
    this.calls.push(path);
    this.now = { ...IDLE, state: 'running', what: path };
    this.#listener(() => this.start(path));
    return path;
  }
}

/** The jobs, with looks that the test lets happen. */
function follow() {
  const fakes = Object.fromEntries(TASKS.map((name) => [name, new FakeTask()])) as Record<TaskName, FakeTask>;
  const told: (readonly TaskProgress[])[] = [];
  let looked = Promise.withResolvers<void>();
  const tasks = new Tasks(
    fakes,
    (progress) => told.push(progress),
    () => looked.promise,
  );
  const look = async (): Promise<void> => {
    const before = looked;
    looked = Promise.withResolvers();
    before.resolve();
    await new Promise(setImmediate);
  };
  return { fakes, tasks, told, look };
}

describe('the jobs that a person begins', () => {
  it('are one list of those that run and of the last ones that ended', () => {
    const { fakes, tasks } = follow();
    expect(tasks.progress).toEqual([]);
    fakes.copies.start('/device');
    fakes.backup.now = { ...IDLE, state: 'failed', message: 'no room', code: 'NO_ROOM' };
    fakes.export.now = { ...IDLE, state: 'waiting' };
    expect(tasks.progress).toEqual([
      { ...SHOWN, task: 'copies', state: 'running', what: '/device', canRepeat: false, canPause: true },
      {
        ...SHOWN,
        task: 'backup',
        state: 'failed',
        message: 'no room',
        code: 'NO_ROOM',
        canRepeat: false,
        canPause: false,
      },
    ]);
  });

  it('are told when they come further, and not when nothing has changed, until the last has ended', async () => {
    const { fakes, told, look } = follow();
    await look();
    expect(told).toEqual([]);
    fakes.dumps.start('/dumps');
    fakes.copies.start('/device');
    await look();
    await look();
    fakes.dumps.now = { ...fakes.dumps.now, done: 5 };
    await look();
    fakes.dumps.now = { ...fakes.dumps.now, state: 'done' };
    await look();
    fakes.copies.now = { ...fakes.copies.now, state: 'cancelled' };
    await look();
    await look();
    expect(told.map((list) => list.map(({ task, state, done }) => [task, state, done]))).toEqual([
      [
        ['dumps', 'running', 0],
        ['copies', 'running', 0],
      ],
      [
        ['dumps', 'running', 5],
        ['copies', 'running', 0],
      ],
      [
        ['dumps', 'done', 5],
        ['copies', 'running', 0],
      ],
      [
        ['dumps', 'done', 5],
        ['copies', 'cancelled', 0],
      ],
    ]);
  });

  it('are ended, and begun again with the same request', async () => {
    const { fakes, tasks } = follow();
    await expect(tasks.repeat('copies')).rejects.toMatchObject({ code: 'NOTHING_TO_REPEAT' });
    fakes.copies.start('/device');
    await tasks.cancel('copies');
    fakes.copies.now = { ...IDLE, state: 'cancelled' };
    expect(tasks.progress[0]!.canRepeat).toBe(true);
    await tasks.repeat('copies');
    expect(fakes.copies.calls).toEqual(['/device', 'cancel', '/device']);
  });

  it('are paused and resumed, which is told at once, and cancelled while they rest', async () => {
    const { fakes, tasks, told, look } = follow();
    fakes.copies.start('/device');
    await look();
    await tasks.pause('copies');
    expect(told.at(-1)).toMatchObject([{ task: 'copies', state: 'paused', canPause: false, canRepeat: false }]);
    await tasks.resume('copies');
    expect(told.at(-1)).toMatchObject([{ task: 'copies', state: 'running', canPause: true }]);
    await tasks.pause('copies');
    await look();
    fakes.copies.now = { ...IDLE, state: 'cancelled' };
    await look();
    expect(told.map(([task]) => task!.state)).toEqual(['running', 'paused', 'running', 'paused', 'cancelled']);
  });

  it('are not paused at a step that cannot rest', async () => {
    const { fakes, tasks } = follow();
    fakes.import.start('/library.db');
    fakes.import.now = { ...fakes.import.now, canPause: false };
    expect(tasks.progress).toMatchObject([{ state: 'running', canPause: false }]);
    await expect(tasks.pause('import')).rejects.toMatchObject({ code: 'NOTHING_TO_PAUSE' });
  });

  it('give what begins them again, such as the ticket of an export, to whoever asks for that', async () => {
    const { fakes, tasks } = follow();
    fakes.export.start('ticket');
    fakes.export.now = { ...IDLE, state: 'failed' };
    expect(tasks.progress[0]!.canRepeat).toBe(true);
    expect(await tasks.repeat('export')).toBe('ticket');
  });
});
