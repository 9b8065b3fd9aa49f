/**
 * Runs the mount in a process of its own, so that neither a slow disk nor a fault in the file system can hold up the
 * service. A mount whose process dies is mounted again, within the limit of `restart-limit.ts`.
 *
 * Invariant: the end of an earlier process than `#process` changes nothing; its saves are still answered.
 */
import type { RefusedSave, SavedChanges } from '../../fuse/overlay/edit-sink.ts';
import type { MountLayout } from '../library/views.ts';
import type { MountState } from '../model/mount.ts';
import type { MountProcess, StartMountProcess } from './mount-process.ts';
import { handle, type FromMount } from './mount-protocol.ts';
import type { ProcessEnd } from './process-end.ts';
import { RestartLimit } from './restart-limit.ts';

/** What the mount reports. */
export interface MountListener {
  state(state: MountState): void;
  /** Resolves when the save is durable. */
  save(changes: SavedChanges): Promise<{ readonly generation: number }>;
  /** Resolves when all of the changes are durable. */
  saveTogether(changes: readonly SavedChanges[], note: string): Promise<void>;
  refused(save: RefusedSave): void;
  /** Something could not be served: the original of a track, or for null something that concerns no track. */
  problem(trackId: number | null, message: string): void;
}

/** A program uses the mount. */
export class MountBusyError extends Error {
  readonly code = 'BUSY';
  readonly path: string | null;
  constructor(message: string, path: string | null) {
    super(message);
    this.name = 'MountBusyError';
    this.path = path;
  }
}

const UNMOUNTED: MountState = { state: 'unmounted', directory: null, template: null, backend: null, message: null };

export class MountController {
  readonly #start: StartMountProcess;
  readonly #library: string;
  readonly #listener: MountListener;
  readonly #restarts: RestartLimit;
  #process: MountProcess | null = null;
  /** Resolves when the last process has ended. */
  #gone: Promise<void> = Promise.resolve();
  #state: MountState = UNMOUNTED;
  #layout: MountLayout | null = null;
  /** Resolves when the mount that is starting is mounted or has failed. */
  #starting: Promise<void> = Promise.resolve();
  #onShown: () => void = () => {};
  #onBusy: (message: string) => void = () => {};

  /**
   * @param library absolute path of the library folder
   * @param restarts limits how often a lost mount is mounted again
   */
  constructor(start: StartMountProcess, library: string, listener: MountListener, restarts = new RestartLimit()) {
    this.#start = start;
    this.#library = library;
    this.#listener = listener;
    this.#restarts = restarts;
  }

  get state(): MountState {
    return this.#state;
  }

  /**
   * Mounts the library at `directory`; a mount that is there is unmounted first, and mounted again where the new one
   * fails.
   * @param force also while programs use the mount that is there: their open files end with errors
   * @returns the state once it is mounted or has failed
   * @throws MountBusyError without `force`, with the names of the programs; the mount then stays as it is
   */
  async mount(directory: string, layout: MountLayout, force: boolean): Promise<MountState> {
    const former = { directory: this.#state.state === 'mounted' ? this.#state.directory : null, layout: this.#layout };
    await (force ? this.unmount() : this.leave());
    this.#restarts.reset();
    const state = await this.#mount(directory, layout);
    if (state.state === 'failed' && former.directory !== null && former.layout !== null) {
      await this.#gone;
      await this.#mount(former.directory, former.layout);
    }
    return state;
  }

  /** Tells the mount which tracks have changed; null means that any may have. */
  changed(ids: readonly number[] | null): void {
    if (this.#process?.connected) this.#process.send({ type: 'changed', ids });
  }

  /** Tells the mount which playlists have changed. */
  playlistsChanged(ids: readonly number[]): void {
    if (this.#process?.connected) this.#process.send({ type: 'playlists', ids });
  }

  /** Shows other views where the library is mounted. Resolves when they are shown, or when the mount ends. */
  async show(layout: MountLayout): Promise<void> {
    // A mount that is starting has the views that it was started with.
    await this.#starting;
    if (this.#state.state !== 'mounted' || !this.#process?.connected) return;
    this.#layout = layout;
    const shown = new Promise<void>((resolve) => (this.#onShown = resolve));
    this.#process.send({ type: 'show', layout });
    await shown;
  }

  /** Unmounts unless a program uses the mount. @throws MountBusyError with the names of the programs */
  async leave(): Promise<void> {
    if (!this.#process?.connected) return this.unmount();
    const { directory } = this.#state;
    const busy = new Promise<string>((resolve) => (this.#onBusy = resolve));
    this.#process.send({ type: 'unmount', unlessBusy: true });
    const message = await Promise.race([busy, this.#gone]);
    if (message !== undefined) throw new MountBusyError(message, directory);
  }

  /** Unmounts, also while programs use the mount: their open files end with errors. */
  async unmount(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child?.connected) child.send({ type: 'unmount' });
    await this.#gone;
    this.#set(UNMOUNTED);
    this.#onShown();
  }

  async #mount(directory: string, layout: MountLayout): Promise<MountState> {
    const settled = Promise.withResolvers<void>();
    this.#starting = settled.promise;
    this.#layout = layout;
    this.#set({ state: 'mounting', directory, template: rootTemplate(layout), backend: null, message: null });
    const child = this.#start((message) => this.#receive(child, message, settled.resolve));
    this.#process = child;
    this.#gone = child.end.then(() => {});
    void child.end.then((end) => {
      if (this.#process === child) this.#ended(end);
      settled.resolve();
    });
    child.send({ type: 'mount', library: this.#library, directory, layout });
    await settled.promise;
    return this.#state;
  }

  /** @param settled called when the mount is mounted or has failed */
  #receive(child: MountProcess, received: FromMount, settled: () => void): void {
    handle(received, {
      mounted: ({ directory, backend, limitations }) => {
        const message = limitations.join('; ') || null;
        this.#set({
          state: 'mounted',
          directory,
          template: rootTemplate(this.#layout),
          backend,
          message,
          ...momentOf(this.#layout),
        });
        settled();
        this.#onShown();
      },
      failed: ({ message }) => {
        this.#set({ ...this.#state, state: 'failed', backend: null, message });
        child.disconnect();
        settled();
      },
      // The end of the process, which follows, is what counts.
      unmounted: () => {},
      busy: ({ message }) => this.#onBusy(message),
      save: ({ call, changes }) => void this.#answer(child, call, this.#listener.save(changes)),
      'save-together': ({ call, changes, note }) =>
        void this.#answer(child, call, this.#listener.saveTogether(changes, note)),
      refused: ({ save }) => this.#listener.refused(save),
      problem: ({ trackId, message }) => this.#listener.problem(trackId, message),
    });
  }

  async #answer(child: MountProcess, call: number, saved: Promise<{ generation: number } | void>): Promise<void> {
    const answer = await saved.then(
      (result) => ({ type: 'saved', call, generation: result?.generation ?? null }) as const,
      (error: Error) => ({ type: 'not-saved', call, message: error.message }) as const,
    );
    if (child.connected) child.send(answer);
  }

  #ended({ code, how }: ProcessEnd): void {
    this.#process = null;
    // A process that ends by itself was unmounted by hand: that is not to be undone.
    if (code === 0) this.#set(UNMOUNTED);
    else if (this.#state.state !== 'failed') this.#lost(how);
    this.#onShown();
  }

  /** @param how signal or exit code that ended the process */
  #lost(how: string): void {
    const { state, directory } = this.#state;
    // A mount that never was there is not tried again, unless it is a remount.
    const wasThere = state === 'mounted' || this.#restarts.losses > 0;
    const mayRestart = this.#restarts.lost();
    if (wasThere && mayRestart && directory !== null && this.#layout !== null) {
      void this.#mount(directory, this.#layout);
      return;
    }
    const { losses } = this.#restarts;
    const times = losses > 1 ? ` ${losses} times within a minute` : '';
    this.#set({
      ...this.#state,
      state: 'failed',
      message: `the mount's process ended unexpectedly${times} (${how}); mount it again`,
    });
  }

  #set(state: MountState): void {
    this.#state = state;
    this.#listener.state(state);
  }
}

/** The part of the state that tells of a mount of the past. */
function momentOf(layout: MountLayout | null): Pick<MountState, 'asOf'> {
  return layout === null || layout.asOf === null ? {} : { asOf: layout.asOf };
}

/** The template of the view at the root, or of the first where there is none. */
function rootTemplate(layout: MountLayout | null): string | null {
  const views = layout?.views ?? [];
  return (views.find(({ name }) => name === '') ?? views[0])?.template ?? null;
}
