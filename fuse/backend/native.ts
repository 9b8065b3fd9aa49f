/**
 * The backend of Descant's own driver on libfuse 3 (`fuse/native/`).
 *
 * Every generation of a track is a kernel inode of its own, which never changes: the kernel may keep names, attributes
 * and pages until it is told to forget them, players that have an old generation open read on in it, and an edit shows
 * as soon as the name is forgotten. Reads never come to JavaScript; names, plans and listings do.
 */
import { MountError } from '../mount/mount-error.ts';
import { mountSource, SUBTYPE } from '../mount/mount-state.ts';
import { checkFuseDevice, checkFusermount } from '../mount/requirements.ts';
import type { MountBackend } from './backend.ts';
import { loadBinding, type NativeBinding } from '../native/native-binding.ts';
import { NativeMounted } from './native-mounted.ts';

export const nativeDriver: MountBackend = {
  name: 'descant',
  limitations: [],
  async mount(directory, overlay, options) {
    const binding = load();
    await checkFuseDevice();
    await checkFusermount();
    const source = await mountSource();
    const mounted = new NativeMounted(binding, directory, overlay, options);
    try {
      mounted.start({
        directory,
        source,
        subtype: SUBTYPE,
        allowOther: options.allowOther ?? false,
        writable: options.sink !== undefined,
      });
    } catch (error) {
      throw new MountError(
        'MOUNT_FAILED',
        `${directory} cannot be mounted: ${error instanceof Error ? error.message : String(error)}`,
        error,
      );
    }
    return mounted;
  },
};

function load(): NativeBinding {
  try {
    return loadBinding();
  } catch (error) {
    throw new MountError(
      'NO_BACKEND',
      `The built-in file system driver cannot be loaded: ${error instanceof Error ? error.message : String(error)}.`,
      error,
    );
  }
}
