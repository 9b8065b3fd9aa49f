/** A mount that the test's own process serves. Only other programs may look at it. */
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nativeDriver } from '../../fuse/backend/native.ts';
import type { OverlayOptions } from '../../fuse/overlay/options.ts';
import { Overlay } from '../../fuse/overlay/overlay.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { MemoryLibrary } from './memory-library.ts';

export interface ServedHere {
  readonly library: MemoryLibrary;
  readonly overlay: Overlay;
  readonly directory: string;
  /** Edits a track and waits until the overlay has it. */
  edit(id: number, tags?: Parameters<MemoryLibrary['change']>[1]): Promise<void>;
  /** Resolves when the kernel has been told of every edit so far. */
  told(): Promise<void>;
  /** Tells the kernel nothing until the returned function is called. */
  holdNotices(): () => void;
  end(): Promise<void>;
}

/** Mounts four tracks: songs 1 and 2 by Near, 3 and 4 by Far. */
export async function serveHere(options: OverlayOptions): Promise<ServedHere> {
  const folder = temporaryFolder();
  const directory = join(folder, 'mnt');
  await mkdir(directory);
  const library = new MemoryLibrary();
  for (const [id, artist] of [
    [1, 'Near'],
    [2, 'Near'],
    [3, 'Far'],
    [4, 'Far'],
  ] as const) {
    await library.add(folder, id, { artist: [artist], album: ['Album'], title: [`Song ${id}`] });
  }
  const overlay = await Overlay.open(library, options);
  const mounted = await nativeDriver.mount(directory, overlay, {});
  await mounted.warm();
  // The kernel is told of one change after the other, as `mountLibrary` does it.
  let telling = Promise.resolve();
  overlay.onInvalidate((invalidation) => {
    telling = telling.then(() => mounted.invalidate(invalidation));
  });
  return {
    library,
    overlay,
    directory,
    async edit(id, tags = {}) {
      library.change(id, tags);
      library.announce(id);
      await overlay.settled();
    },
    told: async () => telling,
    holdNotices() {
      const { promise, resolve } = Promise.withResolvers<void>();
      telling = telling.then(async () => promise);
      return resolve;
    },
    async end() {
      await mounted.unmount();
      overlay.close();
      await rmdir(directory);
    },
  };
}
