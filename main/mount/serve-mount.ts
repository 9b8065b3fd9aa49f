/**
 * The life of the mount's process: it mounts when it is told to, passes on what changed, and unmounts when
 * it is told to, is asked to end, or the mount is taken away from it.
 *
 * When the service dies, the mount serves on: players keep their music, and the next service takes the
 * mount over (`ORPHAN_TITLE` is how it knows that nobody needs this process any more).
 */
import type { MountLayout } from '../../app/library/views.ts';
import type { MountBackend } from '../../fuse/backend/backend.ts';
import { unmountUnused } from '../../fuse/mount/fusermount.ts';
import { MountError } from '../../fuse/mount/mount-error.ts';
import { BACKENDS, mountLibrary, type LibraryMount } from '../../fuse/mount/mount-library.ts';
import { ORPHAN_TITLE } from '../../fuse/mount/orphan.ts';
import { OverlayError } from '../../fuse/overlay/errors.ts';
import type { EditSink } from '../../fuse/overlay/edit-sink.ts';
import type { TrackSource } from '../../fuse/overlay/track-source.ts';
import type { SavedMessage } from './edit-channel.ts';
import type { FromMount, ToMount } from './messages.ts';

/** A library's tracks, opened by the mount's process for itself. */
export interface OpenedSource extends TrackSource {
  changed(ids: readonly number[]): void;
  /** From now on the entries are those of these views. */
  setViews?(views: MountLayout['views']): void;
  close(): void;
}

export interface LibraryOpener {
  open(library: string, views: MountLayout['views']): OpenedSource;
  /** Folders that hold the library's originals. */
  folders(library: string): readonly string[];
  /** Where saves go; without it the mount is read-only. */
  sink?(library: string): SaveChannel;
}

/** A way to the library for what programs save. */
export interface SaveChannel extends EditSink {
  receive(answer: SavedMessage): void;
  disconnected(): void;
}

/** Seconds in which the same trouble is reported once: a scan of a broken disk must not flood the log. */
const QUIET_SECONDS = 10;

/** @param backends in order of preference; those of this machine unless told */
export function serveMount(opener: LibraryOpener, backends: readonly MountBackend[] = BACKENDS): void {
  const life = new MountLife(opener, backends);
  process.title = 'descant-mount';
  process.on('message', (message) => life.receive(message as ToMount));
  process.on('disconnect', () => life.orphaned());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void life.end());
}

class MountLife {
  readonly #opener: LibraryOpener;
  readonly #backends: readonly MountBackend[];
  #source: OpenedSource | null = null;
  #sink: SaveChannel | null = null;
  #mounting: Promise<LibraryMount> | null = null;
  #ending: Promise<void> | null = null;
  readonly #lastReported = new Map<string, number>();

  constructor(opener: LibraryOpener, backends: readonly MountBackend[]) {
    this.#opener = opener;
    this.#backends = backends;
  }

  receive(message: ToMount): void {
    if (message.type === 'mount') void this.#mount(message);
    else if (message.type === 'changed') this.#source?.changed(message.ids);
    else if (message.type === 'show') void this.#show(message.layout);
    else if (message.type === 'saved') this.#sink?.receive(message);
    else if (message.unlessBusy === true) void this.#leave();
    else void this.end();
  }

  orphaned(): void {
    this.#sink?.disconnected();
    if (this.#mounting === null) process.exit(0);
    process.title = ORPHAN_TITLE;
  }

  /** Unmounts and ends the process, once. */
  end(): Promise<void> {
    this.#ending ??= this.#unmountAndExit();
    return this.#ending;
  }

  /** Unmounts if nobody uses the mount. The process then ends as it does whenever its mount is taken away. */
  async #leave(): Promise<void> {
    try {
      const mount = await this.#mounting?.catch(() => null);
      if (mount) await unmountUnused(mount.directory);
      else await this.end();
    } catch (error) {
      await say({ type: 'busy', message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #mount({ library, directory, layout }: Extract<ToMount, { type: 'mount' }>): Promise<void> {
    if (this.#mounting !== null) return;
    try {
      const source = this.#open(library, layout.views);
      this.#source = source;
      this.#sink = this.#opener.sink?.(library) ?? null;
      this.#mounting = mountLibrary(source, {
        directory,
        ...layout,
        backends: this.#backends,
        ...(this.#sink === null ? {} : { sink: this.#sink }),
        allowOther: layout.others,
        libraryFolders: this.#opener.folders(library),
        onProblem: ({ message, trackId }) => this.#warn(message, trackId),
        onFailure: (operation, error, trackId) => this.#noteFailure(operation, error, trackId),
      });
      const mount = await this.#mounting;
      await say({
        type: 'mounted',
        directory: mount.directory,
        backend: mount.backend,
        limitations: mount.limitations,
      });
      void mount.ended.then(() => this.end());
    } catch (error) {
      this.#mounting = null;
      const code = error instanceof MountError ? error.code : 'MOUNT_FAILED';
      await say({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
      process.exit(1);
    }
  }

  async #show(layout: MountLayout): Promise<void> {
    const mount = await this.#mounting?.catch(() => null);
    if (!mount || this.#source === null) return;
    try {
      this.#source.setViews?.(layout.views);
      await mount.show(layout);
    } catch (error) {
      this.#warn(`The views could not be changed: ${error instanceof Error ? error.message : String(error)}`, null);
    }
    await say({ type: 'mounted', directory: mount.directory, backend: mount.backend, limitations: mount.limitations });
  }

  #open(library: string, views: MountLayout['views']): OpenedSource {
    try {
      return this.#opener.open(library, views);
    } catch (error) {
      throw new MountError(
        'LIBRARY_UNREADABLE',
        `The library ${library} cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
        error,
      );
    }
  }

  async #unmountAndExit(): Promise<void> {
    try {
      const mount = await this.#mounting?.catch(() => null);
      await mount?.unmount();
      this.#source?.close();
      await say({ type: 'unmounted' });
      process.exit(0);
    } catch (error) {
      await say({
        type: 'failed',
        code: error instanceof MountError ? error.code : 'BUSY',
        message: error instanceof Error ? error.message : String(error),
      });
      process.exit(1);
    }
  }

  #noteFailure(operation: string, error: unknown, trackId: number | null): void {
    // Programs try to write as a matter of course, and refused saves are reported on their own.
    if (error instanceof OverlayError && (error.code === 'EROFS' || error.code === 'EPERM')) return;
    const message = error instanceof Error ? error.message : String(error);
    // What could not be read is a track's own trouble; the rest concerns the one operation.
    if (error instanceof OverlayError && error.code === 'EIO' && trackId !== null) this.#warn(message, trackId);
    else this.#warn(`${operation}: ${message}`, null);
  }

  #warn(message: string, trackId: number | null): void {
    const now = performance.now();
    if (now - (this.#lastReported.get(message) ?? -Infinity) < QUIET_SECONDS * 1000) return;
    if (this.#lastReported.size > 1000) this.#lastReported.clear();
    this.#lastReported.set(message, now);
    void say({ type: 'log', level: 'warning', message, ...(trackId === null ? {} : { trackId }) });
  }
}

/** Resolves when the message is on its way, or at once when nobody listens any more. */
function say(message: FromMount): Promise<void> {
  return new Promise((done) => {
    if (process.send === undefined || !process.connected) done();
    else process.send(message, undefined, undefined, () => done());
  });
}
