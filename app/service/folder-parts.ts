/** The parts of the service that face folders: the scans, the watching, the mount, and the catalogue of what was found. */
import type { StartMountProcess } from '../mount/mount-process.ts';
import { MountService } from '../mount/mount-service.ts';
import { startThread } from '../storage/thread.ts';
import type { WatchMethods } from '../watch/watch-thread.ts';
import { CatalogueUpkeep } from './catalogue-upkeep.ts';
import { LibraryWatch } from './library-watch.ts';
import { Scans } from './scans.ts';
import type { ServiceBase } from './service-base.ts';

export interface FolderParts {
  readonly scans: Scans;
  readonly watch: LibraryWatch;
  readonly mount: MountService;
  readonly catalogue: CatalogueUpkeep;
}

/** What the parts tell. */
export interface FolderListener {
  /** A scan has ended; `missing` files of the library were not there any more. */
  scanned(missing: number): void;
  /** The mount is there: it may have kept saves while there was no service. */
  mounted(): void;
}

export function folderParts(base: ServiceBase, startMount: StartMountProcess, listener: FolderListener): FolderParts {
  const { library, read, write, events, settings, warns } = base;
  const scans: Scans = new Scans(
    write,
    () => mount.state.directory,
    (progress) => events.emit({ type: 'progress', progress }),
    (result) => {
      catalogue.wake();
      listener.scanned(result?.missing ?? 0);
    },
  );
  const catalogue = new CatalogueUpkeep(
    write,
    () => scans.progress.state === 'running',
    warns('albums and artists are not up to date'),
  );
  const watch: LibraryWatch = new LibraryWatch({
    wanted: async () => {
      const [roots, { 'scan.watch': isWanted }] = await Promise.all([read.roots(), settings.all()]);
      return { roots: roots.map(({ path }) => path), watch: isWanted };
    },
    mountDirectory: () => mount.state.directory,
    start: (onEvent) =>
      startThread<WatchMethods>(new URL('../watch/watch-thread.ts', import.meta.url), {
        data: { library },
        onEvent,
        onExit: warns('the folders are not watched any more'),
      }),
    scan: (places) => scans.scan(places),
    onProblem: warns('the folders cannot be watched'),
  });
  const mount: MountService = new MountService({
    library,
    start: startMount,
    settings: () => settings.all(),
    write,
    scan: (places) => scans.scan(places),
    onState: (state) => {
      events.emit({ type: 'mount', mount: state });
      void watch.follow();
      if (state.state === 'mounted') listener.mounted();
    },
    onRefusedSave: (save) => events.emit({ type: 'refused-save', save }),
  });
  return { scans, watch, mount, catalogue };
}
