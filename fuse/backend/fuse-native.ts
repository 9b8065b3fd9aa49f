/**
 * The fallback for CPUs without a driver: FUSE through the npm package `fuse-native` (libfuse 2, high level), which is
 * loaded only here. It works on paths, keeps its own table of inodes and cannot make the kernel forget; short timeouts
 * show changes instead:
 *
 * - attributes are never cached, so a size is right from the moment of an edit;
 * - names are cached for 0.4 seconds, absent names not at all;
 * - `auto_cache` compares size and mtime at every open and drops cached pages when they differ; because
 *   every edit moves the mtime by at least a millisecond, old bytes are never taken for new ones.
 *
 * Its own time limit is switched off: after it, a late read writes into memory that is used for another one.
 */
import { detach } from '../mount/unmount.ts';
import { MountError } from '../mount/mount-error.ts';
import { mountSource, mountStateOf, SUBTYPE } from '../mount/mount-state.ts';
import { checkFuseDevice, findProgram } from '../mount/requirements.ts';
import type { Mounted, MountBackend } from './backend.ts';
import { FuseNativeServer } from './fuse-native-server.ts';
import type { FuseNative } from './fuse-native-types.ts';
import { libfuse2Package } from './libfuse2-package.mjs';

/** Seconds for which the kernel keeps a name. */
const ENTRY_TIMEOUT = '0.4';

/** Milliseconds between checks whether the mount is still there. */
const WATCH_INTERVAL = 1000;

export const fuseNative: MountBackend = {
  name: 'fuse-native',
  limitations: [
    'Read-only: tag editors cannot save here.',
    'Reads go through JavaScript: about half the speed of the built-in file system driver.',
    'An edit takes up to half a second to show under a name that was just looked up.',
    'An edit that makes a header longer can cause a short glitch in a player that has the file open.',
    'Times are in whole milliseconds.',
  ],
  async mount(directory, overlay, options) {
    const Fuse = await load();
    await checkMachine();
    // The caller reports a library that cannot be read.
    await overlay.ready.catch(() => undefined);
    const server = new FuseNativeServer(overlay, options);
    const fuse = new Fuse(directory, server.operations(), {
      // The package knows no option for stable inode numbers, but passes this one on as it is.
      fsname: `${await mountSource()},use_ino`,
      subtype: SUBTYPE,
      autoCache: true,
      attrTimeout: '0',
      acAttrTimeout: '0',
      entryTimeout: ENTRY_TIMEOUT,
      allowOther: options.allowOther ?? false,
      timeout: false,
    });
    await new Promise<void>((done, fail) => {
      fuse.mount((error) =>
        error === null
          ? done()
          : fail(new MountError('MOUNT_FAILED', `${directory} cannot be mounted: ${error.message}`, error)),
      );
    });
    return new FuseNativeMounted(directory, server);
  },
};

async function load(): Promise<FuseNative> {
  try {
    const module = (await import('fuse-native' as string)) as { readonly default: FuseNative };
    return module.default;
  } catch (error) {
    throw new MountError('NO_BACKEND', loadFailure(error), error);
  }
}

/** Why the package fuse-native cannot be loaded, and what to install where that helps. */
export function loadFailure(error: unknown, libfuse2 = libfuse2Package()): string {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  return reason?.includes('libfuse.so.2') === true
    ? `The package fuse-native needs libfuse 2. To get it: sudo apt-get install ${libfuse2}`
    : `The package fuse-native cannot be loaded here: ${reason}.`;
}

async function checkMachine(): Promise<void> {
  await checkFuseDevice();
  if ((await findProgram('fusermount')) === null) {
    throw new MountError(
      'NO_FUSERMOUNT',
      'The package fuse-native needs the program fusermount. To get it: sudo apt-get install fuse3',
    );
  }
}

class FuseNativeMounted implements Mounted {
  readonly directory: string;
  readonly ended: Promise<void>;
  readonly #server: FuseNativeServer;
  readonly #markEnded: () => void;

  constructor(directory: string, server: FuseNativeServer) {
    this.directory = directory;
    this.#server = server;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#markEnded = resolve;
    // The package does not tell when another program unmounts; the kernel's list does.
    const watch = setInterval(() => {
      void mountStateOf(directory).then((state) => state?.pid !== process.pid && resolve());
    }, WATCH_INTERVAL).unref();
    void promise.then(() => clearInterval(watch));
  }

  async invalidate(): Promise<void> {
    // Nothing to say to the kernel: the timeouts are short enough.
  }

  async warm(): Promise<void> {
    // The package asks for each listing when a program does.
  }

  async unmount(): Promise<void> {
    // Only its own mount: the next one may have the place as soon as this one is gone. The package's own way cannot tell
    // the two apart.
    if ((await mountStateOf(this.directory))?.pid === process.pid) {
      const trouble = await detach(this.directory);
      if (trouble !== null) throw new MountError('BUSY', `${this.directory} cannot be unmounted: ${trouble}`);
    }
    await this.#server.files.closeAll();
    this.#markEnded();
  }
}
