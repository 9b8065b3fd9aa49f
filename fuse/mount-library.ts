/**
 * Mounts a library: prepares the mount point, opens an overlay over the tracks, and takes the best backend of this
 * machine. This is the interface of `fuse/` for programs.
 */
import { rmdir } from 'node:fs/promises';
import type { Mounted, MountBackend, MountOptions } from './backend/backend.ts';
import { fuseNative } from './backend/fuse-native.ts';
import { nativeDriver } from './backend/native.ts';
import { FormerNames } from './overlay/former-names.ts';
import { FormerNamesFile, type FormerNamesPlace } from './overlay/former-names-file.ts';
import type { Problem } from './overlay/options.ts';
import { Overlay } from './overlay/overlay.ts';
import type { TrackSource } from './overlay/track-source.ts';
import { compileTemplate } from './template/compile.ts';
import { TemplateError } from './template/parse.ts';
import { DEFAULT_REPLACEMENT, folderName, type NameOptions } from './template/sanitize.ts';
import type { View } from './tree/mount-tree.ts';
import { checkAllowOther } from './mount/allow-other.ts';
import { MountError } from './mount/mount-error.ts';
import { isServedByOrphan, prepareMountPoint } from './mount/mount-point.ts';

/** What a mount shows. */
export interface MountedLayout {
  /** What it shows, in the order of their numbers in the source. */
  readonly views: readonly MountView[];
  /** For which file systems names are made; `posix` unless told. */
  readonly names?: NameOptions['target'];
  /** Whether to show the files that lie beside originals. */
  readonly sidecars?: boolean;
  /** Whether to show the playlists that a person keeps. */
  readonly playlists?: boolean;
}

export interface LibraryMountOptions extends MountOptions, MountedLayout {
  readonly directory: string;
  /** Folders that hold originals: the mount must lie in none of them. */
  readonly libraryFolders: readonly string[];
  /** In order of preference; the next is taken where one cannot be loaded. */
  readonly backends?: readonly MountBackend[];
  readonly onProblem?: (problem: Problem) => void;
  /** Where paths that files had before they moved are kept; without it they end with the mount. */
  readonly formerNames?: FormerNamesPlace;
  /** Clock for the lifetime of former paths, in milliseconds since 1970. */
  readonly clock?: () => number;
}

/** One way of looking at the library. */
export interface MountView {
  /** Folders from the root with `/` between them; empty for the root itself. */
  readonly name: string;
  /** Path template, as typed. */
  readonly template: string;
  /** Whether a playlist of its tracks stands beside it. */
  readonly playlist?: boolean;
  /** Whether of several copies of a track only the best is shown. */
  readonly bestCopies?: boolean;
}

export interface LibraryMount {
  readonly directory: string;
  /** Name of the backend that serves it. */
  readonly backend: string;
  readonly limitations: readonly string[];
  readonly overlay: Overlay;
  /** Resolves when every change that was announced so far is visible in the mount. */
  settled(): Promise<void>;
  /** Shows something else from now on; the source has been told. @throws MountError and goes on as before */
  show(layout: MountedLayout): Promise<void>;
  /**
   * Ends the mount, also while files are open.
   * @param keepsDirectory leaves a directory that was made for the mount: another mount takes its place
   */
  unmount(keepsDirectory?: boolean): Promise<void>;
  /** Resolves when the mount has ended, also by another program. */
  readonly ended: Promise<void>;
}

/** Backends of this machine, the best first. */
export const BACKENDS: readonly MountBackend[] = [nativeDriver, fuseNative];

/** @throws MountError */
export async function mountLibrary(source: TrackSource, options: LibraryMountOptions): Promise<LibraryMount> {
  const views = compiled(options);
  if (options.allowOther === true) await checkAllowOther();
  const names = new FormerNames(options.clock);
  const namesFile = await openNamesFile(names, options);
  const overlay = beginOverlay(source, views, names, options);
  try {
    // A mount whose service died goes on serving until this one can take its place at once. Any other mount point shows
    // nothing, so it is mounted first: programs then wait until the tracks are read, and find what is there.
    if (await isServedByOrphan(options.directory)) await isRead(overlay);
    const point = await prepareMountPoint(options.directory, options.libraryFolders);
    const { bare } = point;
    if (bare?.setAside) {
      options.onProblem?.({
        message: `Programs wrote into ${point.directory} while nothing was mounted there. It is in "${bare.setAside}" now.`,
        trackId: null,
      });
    }
    try {
      const { backend, mounted } = await mountWithBest(point.directory, overlay, options);
      try {
        await bare?.seal();
        await isRead(overlay);
        await mounted.warm();
      } catch (error) {
        await mounted.unmount();
        throw error;
      }
      return new RunningMount(backend, mounted, overlay, namesFile, bare !== null, (error) =>
        options.onFailure?.('forgetting what changed', error, null),
      );
    } catch (error) {
      if (bare !== null) await removeIfEmpty(point.directory);
      throw error;
    } finally {
      await bare?.close();
    }
  } catch (error) {
    overlay.close();
    throw error;
  }
}

class RunningMount implements LibraryMount {
  readonly directory: string;
  readonly backend: string;
  readonly limitations: readonly string[];
  readonly overlay: Overlay;
  readonly ended: Promise<void>;
  readonly #mounted: Mounted;
  readonly #namesFile: FormerNamesFile | null;
  readonly #removeDirectory: boolean;
  #forgetting: Promise<void> = Promise.resolve();

  constructor(
    backend: MountBackend,
    mounted: Mounted,
    overlay: Overlay,
    namesFile: FormerNamesFile | null,
    removeDirectory: boolean,
    onTrouble: (error: unknown) => void,
  ) {
    this.directory = mounted.directory;
    this.backend = backend.name;
    this.limitations = backend.limitations;
    this.overlay = overlay;
    this.ended = mounted.ended;
    this.#mounted = mounted;
    this.#namesFile = namesFile;
    this.#removeDirectory = removeDirectory;
    overlay.onInvalidate((invalidation) => {
      this.#forgetting = this.#forgetting.then(() => mounted.invalidate(invalidation)).catch(onTrouble);
    });
  }

  async settled(): Promise<void> {
    await this.overlay.settled();
    await this.#forgetting;
  }

  async show(layout: MountedLayout): Promise<void> {
    await this.overlay.show({ ...layout, views: compiled(layout) });
    await this.settled();
  }

  async unmount(keepsDirectory = false): Promise<void> {
    await this.#mounted.unmount();
    this.overlay.close();
    await this.#namesFile?.settled();
    // An empty directory in its place would tell a media server that the library has been emptied.
    if (this.#removeDirectory && !keepsDirectory) await removeIfEmpty(this.directory);
  }
}

function compiled({ views, names = 'posix' }: MountedLayout): View[] {
  return views.map(({ name, template, playlist = false, bestCopies = false }) => {
    try {
      return {
        name: viewName(name, names),
        template: compileTemplate(template, { target: names }),
        playlist,
        bestCopies,
      };
    } catch (error) {
      if (error instanceof TemplateError) {
        throw new MountError(
          'BAD_TEMPLATE',
          views.length > 1 ? `The view "${name || '/'}": ${error.message}` : error.message,
          error,
        );
      }
      throw error;
    }
  });
}

/** A view's folders with names that the target allows. */
function viewName(name: string, target: NameOptions['target']): string {
  const options = { target, replacement: DEFAULT_REPLACEMENT };
  return name
    .split('/')
    .map((folder) => folderName(folder, options))
    .filter((folder) => folder !== '')
    .join('/');
}

function beginOverlay(
  source: TrackSource,
  views: readonly View[],
  formerNames: FormerNames,
  { onProblem, sidecars = false, playlists = false }: LibraryMountOptions,
): Overlay {
  return Overlay.begin(source, {
    views,
    sidecars,
    playlists,
    formerNames,
    ...(onProblem === undefined ? {} : { onProblem }),
  });
}

async function openNamesFile(
  names: FormerNames,
  { formerNames, onProblem }: LibraryMountOptions,
): Promise<FormerNamesFile | null> {
  if (formerNames === undefined) return null;
  return FormerNamesFile.open(formerNames, names, (message) => onProblem?.({ message, trackId: null }));
}

/** @throws MountError `LIBRARY_UNREADABLE` */
async function isRead(overlay: Overlay): Promise<void> {
  try {
    await overlay.ready;
  } catch (error) {
    throw new MountError(
      'LIBRARY_UNREADABLE',
      `The library cannot be read, so it is not mounted: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}

async function mountWithBest(
  directory: string,
  overlay: Overlay,
  options: LibraryMountOptions,
): Promise<{ backend: MountBackend; mounted: Mounted }> {
  const reasons: string[] = [];
  for (const backend of options.backends ?? BACKENDS) {
    try {
      return { backend, mounted: await backend.mount(directory, overlay, options) };
    } catch (error) {
      if (!(error instanceof MountError && error.code === 'NO_BACKEND')) throw error;
      reasons.push(error.message);
    }
  }
  throw new MountError('NO_BACKEND', `The library cannot be mounted here. ${reasons.join(' ')}`.trim());
}

async function removeIfEmpty(directory: string): Promise<void> {
  await rmdir(directory).catch(() => undefined);
}
