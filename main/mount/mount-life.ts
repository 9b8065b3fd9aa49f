/**
 * The life of the mount's process: it mounts when it is told to, passes on what has changed, and unmounts when it is
 * told to, is asked to end by a signal, or the mount is taken away.
 *
 * When the service dies, the mount goes on serving: players keep their music, and the next service takes the mount
 * over (`ORPHAN_TITLE` tells it that this process is not needed any more).
 */
import { handle, type ToMount } from '../../app/mount/mount-protocol.ts';
import type { MountLayout } from '../../app/library/views.ts';
import type { MountBackend } from '../../fuse/backend/backend.ts';
import { unmountUnused } from '../../fuse/mount/unmount.ts';
import { MountError } from '../../fuse/mount/mount-error.ts';
import { mountLibrary, type LibraryMount } from '../../fuse/mount-library.ts';
import { ORPHAN_TITLE } from '../../fuse/mount/orphan.ts';
import type { FormerNamesPlace } from '../../fuse/overlay/former-names-file.ts';
import type { TrackSource } from '../../fuse/overlay/track-source.ts';
import type { SaveChannel } from './edit-channel.ts';
import { ProblemReports } from './problem-reports.ts';
import type { ServiceLink } from './service-link.ts';

/** A library's tracks, opened by the mount's process for itself. */
export interface OpenedSource extends TrackSource {
  /** Tracks have changed; an empty list means that any may have. */
  changed(ids: readonly number[]): void;
  /** Playlists were created, changed or deleted. */
  playlistsChanged?(ids: readonly number[]): void;
  /** From now on the entries are those of these views. */
  setViews?(views: MountLayout['views']): void;
  close(): void;
}

export interface LibraryOpener {
  /** @param asOf milliseconds since 1970 of the moment whose library it is; null for now */
  open(library: string, views: MountLayout['views'], asOf: number | null): OpenedSource;
  /** Folders that hold the library's originals. */
  folders(library: string): readonly string[];
  /** Where paths that files had before they moved are kept; without it they end with the process. */
  formerNames?(library: string): FormerNamesPlace;
  /** Where saves go; without it the mount is read-only. */
  sink?(library: string, link: ServiceLink): SaveChannel;
}

/** What the process does to itself. */
export interface OwnProcess {
  title: string;
  exit(code: number): void;
}

/** How a library is mounted and unmounted: `mountLibrary` and `unmountUnused`. */
export interface Mounting {
  readonly mount: typeof mountLibrary;
  readonly unmountUnused: typeof unmountUnused;
}

export class MountLife {
  readonly #opener: LibraryOpener;
  readonly #backends: readonly MountBackend[];
  readonly #link: ServiceLink;
  readonly #process: OwnProcess;
  readonly #mounting: Mounting;
  readonly #reports: ProblemReports;
  #source: OpenedSource | null = null;
  #sink: SaveChannel | null = null;
  #mount: Promise<LibraryMount> | null = null;
  #ending: Promise<void> | null = null;

  /** @param backends in order of preference */
  constructor(
    opener: LibraryOpener,
    backends: readonly MountBackend[],
    link: ServiceLink,
    own: OwnProcess,
    mounting: Mounting = { mount: mountLibrary, unmountUnused },
  ) {
    this.#opener = opener;
    this.#backends = backends;
    this.#link = link;
    this.#process = own;
    this.#mounting = mounting;
    this.#reports = new ProblemReports((problem) => this.#say({ type: 'problem', ...problem }));
  }

  receive(received: ToMount): void {
    handle(received, {
      mount: (message) => void this.#start(message),
      show: ({ layout }) => void this.#show(layout),
      changed: ({ ids }) => this.#source?.changed(ids ?? []),
      playlists: ({ ids }) => this.#source?.playlistsChanged?.(ids),
      saved: (answer) => this.#sink?.receive(answer),
      'not-saved': (answer) => this.#sink?.receive(answer),
      unmount: ({ unlessBusy }) => void (unlessBusy === true ? this.#leave() : this.end()),
    });
  }

  /** The service is gone. */
  orphaned(): void {
    this.#sink?.disconnected();
    if (this.#mount === null) this.#process.exit(0);
    this.#process.title = ORPHAN_TITLE;
  }

  /** Unmounts and ends the process, once. */
  end(): Promise<void> {
    this.#ending ??= this.#unmountAndExit(false);
    return this.#ending;
  }

  /** The same for a process whose mount point another one takes over. */
  handOver(): Promise<void> {
    this.#ending ??= this.#unmountAndExit(true);
    return this.#ending;
  }

  /** Unmounts if no program uses the mount; the process then ends as after any unmount. */
  async #leave(): Promise<void> {
    try {
      const mount = await this.#mount?.catch(() => null);
      if (mount) await this.#mounting.unmountUnused(mount.directory);
      else await this.end();
    } catch (error) {
      await this.#say({ type: 'busy', message: messageOf(error) });
    }
  }

  async #start({ library, directory, layout }: Extract<ToMount, { type: 'mount' }>): Promise<void> {
    if (this.#mount !== null) return;
    try {
      const { asOf } = layout;
      const source = this.#open(library, layout);
      this.#source = source;
      // The past takes no saves, and its paths are none that files had in the mount of now.
      this.#sink = asOf === null ? (this.#opener.sink?.(library, this.#link) ?? null) : null;
      this.#mount = this.#mounting.mount(source, {
        directory,
        ...layout,
        backends: this.#backends,
        ...(this.#sink === null ? {} : { sink: this.#sink }),
        ...(this.#opener.formerNames === undefined || asOf !== null
          ? {}
          : { formerNames: this.#opener.formerNames(library) }),
        allowOther: layout.others,
        spaceOf: library,
        libraryFolders: this.#opener.folders(library),
        onProblem: ({ message, trackId }) => this.#reports.report(message, trackId),
        onFailure: (operation, error, trackId) => this.#reports.failure(operation, error, trackId),
      });
      const mount = await this.#mount;
      await this.#sayMounted(mount);
      void mount.ended.then(() => this.end());
    } catch (error) {
      this.#mount = null;
      await this.#say({ type: 'failed', code: codeOf(error, 'MOUNT_FAILED'), message: messageOf(error) });
      this.#process.exit(1);
    }
  }

  async #show(layout: MountLayout): Promise<void> {
    const mount = await this.#mount?.catch(() => null);
    if (!mount || this.#source === null) return;
    try {
      this.#source.setViews?.(layout.views);
      await mount.show(layout);
    } catch (error) {
      this.#reports.report(`The views could not be changed: ${messageOf(error)}`, null);
    }
    await this.#sayMounted(mount);
  }

  #open(library: string, { views, asOf }: MountLayout): OpenedSource {
    try {
      return this.#opener.open(library, views, asOf);
    } catch (error) {
      const message = `The library ${library} cannot be opened: ${messageOf(error)}`;
      throw new MountError('LIBRARY_UNREADABLE', message, error);
    }
  }

  async #unmountAndExit(keepsDirectory: boolean): Promise<void> {
    try {
      const mount = await this.#mount?.catch(() => null);
      await mount?.unmount(keepsDirectory);
      this.#source?.close();
      await this.#say({ type: 'unmounted' });
      this.#process.exit(0);
    } catch (error) {
      await this.#say({ type: 'failed', code: codeOf(error, 'BUSY'), message: messageOf(error) });
      this.#process.exit(1);
    }
  }

  #sayMounted({ directory, backend, limitations }: LibraryMount): Promise<void> {
    return this.#say({ type: 'mounted', directory, backend, limitations });
  }

  /** A service that is gone does not hold up the process. */
  async #say(message: Parameters<ServiceLink['send']>[0]): Promise<void> {
    await this.#link.send(message).catch(() => {});
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown, otherwise: string): string {
  return error instanceof MountError ? error.code : otherwise;
}
