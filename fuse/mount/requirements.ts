/** What a mount needs of the machine, checked before it is asked for, so that the message can name what is missing. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { MountError } from './mount-error.ts';

/** @throws MountError `NO_FUSE_DEVICE`, which says what opens or makes the device */
export async function checkFuseDevice(device = '/dev/fuse', open: typeof access = access): Promise<void> {
  await open(device, constants.R_OK | constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new MountError(
      'NO_FUSE_DEVICE',
      error.code === 'EACCES'
        ? `${device} may not be opened by this user. Debian opens it to all users; as root: chmod 666 ${device}`
        : `${device} is not there (${error.message}). As root: modprobe fuse. A container needs --device /dev/fuse --cap-add SYS_ADMIN.`,
      error,
    );
  });
}

/**
 * Root mounts by a system call; ordinary users need the setuid program fusermount3.
 * @throws MountError `NO_FUSERMOUNT`, which names the package
 */
export async function checkFusermount(user = process.getuid?.() ?? 0, path = process.env['PATH'] ?? ''): Promise<void> {
  if (user === 0 || (await findProgram('fusermount3', path)) !== null) return;
  throw new MountError(
    'NO_FUSERMOUNT',
    'Users other than root mount by the program fusermount3, which is missing. To get it: sudo apt-get install fuse3',
  );
}

/**
 * The full path of a program, or `null`.
 * @param path folders with `:` between them
 */
export async function findProgram(name: string, path = process.env['PATH'] ?? ''): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    const program = join(folder, name);
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return program;
  }
  return null;
}
