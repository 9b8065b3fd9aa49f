/**
 * The jobs that a person begins and that end, in one list: how far they are, and how they are ended or begun again. Each is
 * told of when it begins; while one runs, the list is looked at twice a second, and told when it has changed.
 */
import { setTimeout } from 'node:timers/promises';
import { MESSAGES } from '../model/messages.ts';
import { TASKS, type TaskName, type TaskProgress } from '../model/jobs.ts';

/** Milliseconds between two looks. */
const LOOK = 500;

/** Called when a run begins, with what begins it again. */
export type OnStart = (again: () => unknown) => void;

/** How far a run is, as each kind of job tells it. */
export type TaskState = Omit<TaskProgress, 'task' | 'canRepeat' | 'state'> & {
  readonly state: TaskProgress['state'] | 'idle' | 'waiting';
};

export interface Task {
  state(): TaskState;
  cancel(): unknown;
  /** Takes the listener of its runs. */
  onStart(listener: OnStart): void;
}

/** There is no run that could be begun again. */
export class NothingToRepeatError extends Error {
  readonly code = 'NOTHING_TO_REPEAT';
  constructor() {
    super(MESSAGES.NOTHING_TO_REPEAT);
    this.name = 'NothingToRepeatError';
  }
}

export class Tasks {
  readonly #tasks: Readonly<Record<TaskName, Task>>;
  readonly #onChange: (tasks: readonly TaskProgress[]) => void;
  readonly #sleep: () => Promise<unknown>;
  readonly #again = new Map<TaskName, () => unknown>();
  #told = '[]';
  #isFollowing = false;

  /** @param sleep between two looks; does not keep the process alive */
  constructor(
    tasks: Readonly<Record<TaskName, Task>>,
    onChange: (tasks: readonly TaskProgress[]) => void,
    sleep: () => Promise<unknown> = () => setTimeout(LOOK, undefined, { ref: false }),
  ) {
    this.#tasks = tasks;
    this.#onChange = onChange;
    this.#sleep = sleep;
    for (const name of TASKS) {
      tasks[name].onStart((again) => {
        this.#again.set(name, again);
        void this.#follow();
      });
    }
  }

  /** Those that run, and the last run of each that has ended. */
  get progress(): readonly TaskProgress[] {
    return TASKS.flatMap((task): TaskProgress[] => {
      const { state, ...rest } = this.#tasks[task].state();
      if (state === 'idle' || state === 'waiting') return [];
      // The browser that fetched an export has to ask for another one.
      const canRepeat = this.#again.has(task) && task !== 'export' && state !== 'running';
      return [{ task, state, ...rest, canRepeat }];
    });
  }

  async cancel(task: TaskName): Promise<void> {
    await this.#tasks[task].cancel();
  }

  /** Begins the last run of a task again, with the same request. @throws NothingToRepeatError, and what starting it throws */
  async repeat(task: TaskName): Promise<void> {
    const again = this.#again.get(task);
    if (again === undefined) throw new NothingToRepeatError();
    await again();
  }

  async #follow(): Promise<void> {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    for (;;) {
      // A run tells of its beginning before it is seen in its state.
      await this.#sleep();
      const { progress } = this;
      const told = JSON.stringify(progress);
      if (told !== this.#told) this.#onChange(progress);
      this.#told = told;
      if (progress.every(({ state }) => state !== 'running')) break;
    }
    this.#isFollowing = false;
  }
}
