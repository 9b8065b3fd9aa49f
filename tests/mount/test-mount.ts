/** The process that mounts a test's library: the mount is always served by another process than the one that runs the test. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { abortStale, detach } from '../../fuse/mount/unmount.ts';
import { mountStateOf } from '../../fuse/mount/mount-state.ts';
import type { MountLayout } from '../../app/library/views.ts';
import type { FromMount, ToMount } from '../../app/mount/mount-protocol.ts';
import { writeEdits, type FolderEdit, type FolderEdits } from './folder-library.ts';
import type { TestLibrary } from './real-files.ts';

export const TEMPLATE = '$artist/$album ($year) [$format_upper]/$track - $artist - $title.$format';

/** The process of the mount, as the service would have it. */
export class TestMount {
  readonly child: ChildProcess;
  readonly library: TestLibrary;
  /** Everything it said. */
  readonly said: FromMount[] = [];
  readonly #gone: Promise<number | null>;
  #edits: FolderEdits = {};
  #listeners: ((message: FromMount) => void)[] = [];

  constructor(
    library: TestLibrary,
    backend: string,
    mode: 'read-only' | 'writable' = 'read-only',
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.library = library;
    this.child = fork(join(import.meta.dirname, 'folder-mount.ts'), [backend, mode], {
      serialization: 'advanced',
      env,
    });
    this.#gone = new Promise((done) => this.child.once('exit', (code) => done(code)));
    this.child.on('message', (message: FromMount) => {
      this.said.push(message);
      for (const listener of this.#listeners) listener(message);
    });
  }

  /** Mounts and waits until it is mounted or has failed. */
  async mount({
    template = TEMPLATE,
    ...more
  }: Partial<Extract<ToMount, { type: 'mount' }>> & { readonly template?: string } = {}): Promise<FromMount> {
    const { folder, directory } = this.library;
    const answer = this.next('mounted', 'failed');
    const layout: MountLayout = {
      views: [{ name: '', template, query: '', playlist: false, bestCopies: false }],
      names: 'posix',
      sidecars: false,
      playlists: false,
      others: false,
      asOf: null,
    };
    this.send({ type: 'mount', library: folder, directory, layout, ...more });
    return answer;
  }

  /** The next message of one of these kinds. */
  next(...types: readonly FromMount['type'][]): Promise<FromMount> {
    return new Promise((done, fail) => {
      const listener = (message: FromMount): void => {
        if (!types.includes(message.type)) return;
        this.#listeners = this.#listeners.filter((other) => other !== listener);
        done(message);
      };
      this.#listeners.push(listener);
      void this.#gone.then((code) => fail(new Error(`The mount's process ended with ${code}`)));
    });
  }

  /** Edits a track as the library would, and tells the mount. */
  edit(id: number, edit: Partial<FolderEdit>): void {
    const before = this.#edits[id];
    const generation = (before?.generation ?? 0) + 1;
    this.#edits = { ...this.#edits, [id]: { ...before, ...edit, generation, editedAt: edit.editedAt ?? Date.now() } };
    writeEdits(this.library.folder, this.#edits);
    this.send({ type: 'changed', ids: [id] });
  }

  send(message: ToMount): void {
    this.child.send(message);
  }

  /** Unmounts and waits for the process to end, which it may be doing by itself. */
  async unmount(): Promise<number | null> {
    const message: ToMount = { type: 'unmount' };
    if (this.child.connected) this.child.send(message, () => undefined);
    return this.#gone;
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.#gone;
  }

  /** Ends whatever is left, also after a test that failed. */
  async clean(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill('SIGKILL');
    await clearMount(this.library.directory);
  }
}

/** Takes away whatever is mounted at a directory; its process is gone or does not matter any more. */
export async function clearMount(directory: string): Promise<void> {
  for (;;) {
    const state = await mountStateOf(directory);
    if (state === null) return;
    await abortStale(directory, state.device);
    await detach(directory);
  }
}

/**
 * Asks `check` until it gives something. The driver lets the kernel keep names and attributes for much longer than any
 * test waits, so what shows here was invalidated.
 * @param patience ms after which waiting is an error
 */
export async function eventually<T>(check: () => Promise<T | null>, patience: number): Promise<T> {
  const began = performance.now();
  for (;;) {
    const value = await check();
    if (value !== null) return value;
    const waited = performance.now() - began;
    if (waited > patience) throw new Error(`Nothing after ${Math.round(waited)} ms`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
