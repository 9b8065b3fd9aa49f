/**
 * The jobs that a person begins and that end, in one list: how far they are, and how they are paused, ended or begun again. Each is
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
export type TaskState = Omit<TaskProgress, 'task' | 'canRepeat' | 'canPause' | 'state'> & {
  readonly state: Exclude<TaskProgress['state'], 'paused'> | 'idle' | 'waiting';
  readonly isPaused: boolean;
  /** Whether it can be paused at the step where it is. */
  readonly canPause: boolean;
};

export interface Task {
  state(): TaskState;
  cancel(): unknown;
  /** @throws NothingToPauseError */
  setPaused(isPaused: boolean): unknown;
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

/** There is no run that could be paused, or its step cannot be. */
export class NothingToPauseError extends Error {
  readonly code = 'NOTHING_TO_PAUSE';
  constructor() {
    super(MESSAGES.NOTHING_TO_PAUSE);
    this.name = 'NothingToPauseError';
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
      const { state, isPaused, canPause, ...rest } = this.#tasks[task].state();
      if (state === 'idle' || state === 'waiting') return [];
      const isRunning = state === 'running';
      const canRepeat = this.#again.has(task) && !isRunning;
      const shown = isRunning && isPaused ? 'paused' : state;
      return [{ task, state: shown, ...rest, canRepeat, canPause: isRunning && !isPaused && canPause }];
    });
  }

  async cancel(task: TaskName): Promise<void> {
    await this.#tasks[task].cancel();
  }

  /** Lets a run rest at the next border of its steps. @throws NothingToPauseError */
  async pause(task: TaskName): Promise<void> {
    await this.#tasks[task].setPaused(true);
    this.#tell();
  }

  /** Lets it go on. @throws NothingToPauseError */
  async resume(task: TaskName): Promise<void> {
    await this.#tasks[task].setPaused(false);
    this.#tell();
  }

  /**
   * Begins the last run of a task again, with the same request.
   * @returns what starting it returns: of an export its ticket, with which a browser fetches it
   * @throws NothingToRepeatError, and what starting it throws
   */
  async repeat(task: TaskName): Promise<unknown> {
    const again = this.#again.get(task);
    if (again === undefined) throw new NothingToRepeatError();
    return again();
  }

  async #follow(): Promise<void> {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    for (;;) {
      // A run tells of its beginning before it is seen in its state.
      await this.#sleep();
      // One that rests may be at the end of a step that is told yet, or be cancelled.
      if (this.#tell().every(({ state }) => state !== 'running' && state !== 'paused')) break;
    }
    this.#isFollowing = false;
  }

  /** Tells of the list if it has changed. */
  #tell(): readonly TaskProgress[] {
    const { progress } = this;
    const told = JSON.stringify(progress);
    if (told !== this.#told) this.#onChange(progress);
    this.#told = told;
    return progress;
  }
}
