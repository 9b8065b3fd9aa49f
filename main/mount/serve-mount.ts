/** Makes this process the one of a mount: a child of the service, which tells it over IPC what to do. */
import type { MountBackend } from '../../fuse/backend/backend.ts';
import { BACKENDS } from '../../fuse/mount-library.ts';
import { HANDOVER_SIGNAL } from '../../fuse/mount/orphan.ts';
import { MountLife, type LibraryOpener, type Mounting } from './mount-life.ts';
import { followParent, parentLink } from './service-link.ts';

/**
 * @param backends in order of preference; by default those of this machine
 * @param mounting how the library is mounted, where that is not the usual way
 */
export function serveMount(
  opener: LibraryOpener,
  backends: readonly MountBackend[] = BACKENDS,
  mounting?: Mounting,
): void {
  const life = new MountLife(opener, backends, parentLink, process, mounting);
  process.title = 'descant-mount';
  followParent(
    (message) => life.receive(message),
    () => life.orphaned(),
  );
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void life.end());
  process.on(HANDOVER_SIGNAL, () => void life.handOver());
}
