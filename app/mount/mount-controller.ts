/**
 * Runs the mount in a child process of its own, so that neither a slow disk nor a fault in the file
 * system can hold up the service, and tells it what has changed. A mount whose process dies is mounted
 * again, unless that happens again and again.
 */
import { fork, type ChildProcess } from 'node:child_process';
import type { RefusedSave, SavedChanges } from '../../fuse/overlay/edit-sink.ts';
import type { MountState } from '../model/mount.ts';
import type { MountLayout } from '../library/views.ts';
import { endOf } from './process-end.ts';

/** What the mount's process says. */
type MountMessage =
  | {
      readonly type: 'mounted';
      readonly directory: string;
      readonly backend: string;
      readonly limitations: readonly string[];
    }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'unmounted' }
  /** Programs use it, which the message names: it was not unmounted. */
  | { readonly type: 'busy'; readonly message: string }
  /** A program has saved a track; it waits for the answer of this number. */
  | { readonly type: 'save'; readonly call: number; readonly changes: SavedChanges }
  /** The same for changes of several tracks that are one batch. */
  | {
      readonly type: 'save-together';
      readonly call: number;
      readonly changes: readonly SavedChanges[];
      readonly note: string;
    }
  | { readonly type: 'refused'; readonly save: RefusedSave }
  | { readonly type: 'log'; readonly message: string; readonly trackId?: number };

/** Who is told what the mount does. */
export interface MountListener {
  state(state: MountState): void;
  /** Resolves when the save is durable. */
  save(changes: SavedChanges): Promise<{ generation: number }>;
  /** Resolves when all of it is durable. */
  saveTogether(changes: readonly SavedChanges[], note: string): Promise<void>;
  refused(save: RefusedSave): void;
  /** A track could not be served: its original was changed or is gone. */
  problem(trackId: number, message: string): void;
}

const UNMOUNTED: MountState = { state: 'unmounted', directory: null, template: null, backend: null, message: null };

/** So often, within so many milliseconds, a mount that is lost is mounted again by itself. */
const RESTARTS = 3;
const RESTART_PERIOD = 60_000;

/**
 * For the mount's process, which makes much garbage once, when it reads the library, and little ever after: Node would
 * keep tens of megabytes for the next time.
 */
export const MOUNT_NODE_OPTIONS = ['--max-semi-space-size=4'] as const;

export class MountController {
  readonly #program: URL;
  readonly #library: string;
  readonly #listener: MountListener;
  #child: ChildProcess | null = null;
  #gone: Promise<void> = Promise.resolve();
  #state: MountState = UNMOUNTED;
  #template: string | null = null;
  #layout: MountLayout | null = null;
  /** When the mount's process died lately. */
  #losses: number[] = [];
  #starting: Promise<void> = Promise.resolve();
  #onShown: () => void = () => {};
  #onBusy: (message: string) => void = () => {};

  constructor(program: URL, library: string, listener: MountListener) {
    this.#program = program;
    this.#library = library;
    this.#listener = listener;
  }

  get state(): MountState {
    return this.#state;
  }

  /**
   * Mounts the library at `directory`, elsewhere first unmounting it.
   * @returns the state once it is mounted or has failed
   */
  async mount(directory: string, layout: MountLayout): Promise<MountState> {
    await this.unmount();
    this.#losses = [];
    return this.#start(directory, layout);
  }

  async #start(directory: string, layout: MountLayout): Promise<MountState> {
    this.#layout = layout;
    this.#template = rootTemplate(layout);
    this.#set({ state: 'mounting', directory, template: this.#template, backend: null, message: null });
    const child = fork(this.#program, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...MOUNT_NODE_OPTIONS],
    });
    this.#child = child;
    const settled = Promise.withResolvers<void>();
    this.#starting = settled.promise;
    const end = endOf(child);
    this.#gone = end.then(() => {});
    child.on('message', (message: MountMessage) => {
      if (message.type === 'mounted') {
        this.#set({
          state: 'mounted',
          directory: message.directory,
          template: this.#template,
          backend: message.backend,
          message: message.limitations.join('; ') || null,
        });
        settled.resolve();
        this.#onShown();
      } else if (message.type === 'failed') {
        this.#set({ state: 'failed', directory, template: this.#template, backend: null, message: message.message });
        child.disconnect();
        settled.resolve();
      } else if (message.type === 'busy') this.#onBusy(message.message);
      else if (message.type === 'save') void this.#answer(child, message.call, this.#listener.save(message.changes));
      else if (message.type === 'save-together') {
        void this.#answer(child, message.call, this.#listener.saveTogether(message.changes, message.note));
      } else if (message.type === 'log' && message.trackId !== undefined) {
        this.#listener.problem(message.trackId, message.message);
      } else if (message.type === 'refused') this.#listener.refused(message.save);
    });
    // What is sent to a process that is just dying is an error: its end is told by itself.
    child.on('error', () => {});
    void end.then(({ code, how }) => {
      if (code === 0) this.#takenAway(child);
      else this.#lost(child, how);
      settled.resolve();
    });
    child.send({ type: 'mount', library: this.#library, directory, layout });
    await settled.promise;
    return this.#state;
  }

  /** Tells the mount which tracks have changed; null means any. */
  changed(ids: readonly number[] | null): void {
    if (this.#child?.connected) this.#child.send({ type: 'changed', ids: ids ?? [] });
  }

  /** Shows other views, where something is mounted. Resolves when they are shown. */
  async show(layout: MountLayout): Promise<void> {
    // What is being mounted is still being mounted with the views of before.
    await this.#starting;
    if (this.#state.state !== 'mounted' || !this.#child?.connected) return;
    this.#layout = layout;
    this.#template = rootTemplate(layout);
    const shown = new Promise<void>((resolve) => (this.#onShown = resolve));
    this.#child.send({ type: 'show', layout });
    await shown;
  }

  /** Unmounts if no program uses the mount. @throws Error `BUSY`, with the names of those that do */
  async leave(): Promise<void> {
    if (!this.#child?.connected) return this.unmount();
    const { directory } = this.#state;
    const busy = new Promise<string>((resolve) => (this.#onBusy = resolve));
    this.#child.send({ type: 'unmount', unlessBusy: true });
    const message = await Promise.race([busy, this.#gone]);
    if (message !== undefined) throw Object.assign(new Error(message), { code: 'BUSY', path: directory });
  }

  /** Unmounts, also while programs use it: what they have open ends with an error. */
  async unmount(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child?.connected) child.send({ type: 'unmount' });
    await this.#gone;
    // Nobody answers any more to what was still to be shown.
    this.#onShown();
    this.#set(UNMOUNTED);
  }

  async #answer(child: ChildProcess, call: number, saved: Promise<{ generation: number } | void>): Promise<void> {
    const answer = await saved.then(
      (result) => result ?? {},
      (error: Error) => ({ error: error.message }),
    );
    if (child.connected) child.send({ type: 'saved', call, ...answer });
  }

  /** Somebody has unmounted it by hand, which is not to be undone. */
  #takenAway(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#set(UNMOUNTED);
    this.#onShown();
  }

  /** @param how signal or exit code that ended the process */
  #lost(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    const { state, directory } = this.#state;
    const wasThere = state === 'mounted' || this.#losses.length > 0;
    const now = performance.now();
    this.#losses = [...this.#losses.filter((at) => now - at < RESTART_PERIOD), now];
    const times = this.#losses.length;
    if (wasThere && state !== 'failed' && times <= RESTARTS && directory !== null && this.#layout) {
      this.#onShown();
      void this.#start(directory, this.#layout);
    } else {
      this.#fail(
        child,
        `the mount's process ended unexpectedly${times > 1 ? ` ${times} times within a minute` : ''} (${how}); mount it again`,
      );
    }
  }

  #fail(child: ChildProcess, message: string): void {
    if (this.#child === child) {
      this.#child = null;
      if (this.#state.state !== 'failed') this.#set({ ...this.#state, state: 'failed', message });
    }
    this.#onShown();
  }

  #set(state: MountState): void {
    this.#state = state;
    this.#listener.state(state);
  }
}

/** The template of the view at the root, or of the first where there is none. */
function rootTemplate({ views }: MountLayout): string | null {
  return (views.find(({ name }) => name === '') ?? views[0])?.template ?? null;
}
