/** Makes this process the one of a mount: a child of the service, which tells it over IPC what to do. */
import type { MountBackend } from '../../fuse/backend/backend.ts';
import { BACKENDS } from '../../fuse/mount-library.ts';
import { MountLife, type LibraryOpener } from './mount-life.ts';
import { followParent, parentLink } from './service-link.ts';

/** @param backends in order of preference; by default those of this machine */
export function serveMount(opener: LibraryOpener, backends: readonly MountBackend[] = BACKENDS): void {
  const life = new MountLife(opener, backends, parentLink, process);
  process.title = 'descant-mount';
  followParent(
    (message) => life.receive(message),
    () => life.orphaned(),
  );
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void life.end());
}
