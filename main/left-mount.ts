/** The mount that a killed service has left: it goes on serving until a service takes it over or it is unmounted. */
import type { MountState } from '../app/model/mount.ts';
import { readMountedPlace } from '../app/mount/mounted-place.ts';

/** Where a service that was killed has left the library mounted; null where it has not. */
export async function leftMount(library: string): Promise<string | null> {
  const directory = await readMountedPlace(library);
  if (directory === null) return null;
  // The driver is loaded only where there may be something to look at.
  const { isLeftBehind } = await import('../fuse/mount/mount-point.ts');
  return (await isLeftBehind(directory).catch(() => false)) ? directory : null;
}

/** What to say of it while no service runs. */
export function leftMountState(directory: string): MountState {
  return {
    state: 'failed',
    directory,
    template: null,
    backend: null,
    message: `the service that mounted ${directory} was killed, so that nothing can be saved there; descant mount takes the mount over, descant unmount takes it away`,
  };
}
