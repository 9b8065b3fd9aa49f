/** The helper programs that unmount for ordinary users. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The first of these programs that is in the PATH. */
export async function findProgram(...names: readonly string[]): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (folder !== '' && (await access(path, constants.X_OK).then(() => true, () => false))) return path;
    }
  }
  return null;
}

/**
 * Ends a FUSE connection by force: whoever waits for its answers gets an error.
 * @param device minor number of the mount's device
 * @returns whether the kernel offers that
 */
export async function abortConnection(device: number): Promise<boolean> {
  return writeFile(`/sys/fs/fuse/connections/${device}/abort`, '1').then(() => true, () => false);
}

/**
 * The same for a mount whose server is gone. A server that was killed can leave programs waiting for it in a way
 * that nothing else ends, one of its own threads among them.
 */
export async function abortStale(directory: string, device: number): Promise<void> {
  if (await abortConnection(device)) return;
  // Where the kernel's list of connections is not mounted, root can still do it.
  await run('umount', ['-f', directory], { timeout: 10_000 }).catch(() => undefined);
}

/**
 * Detaches whatever FUSE file system is mounted at the directory, at once for new users and for those who
 * still have files open as soon as they let go.
 * @returns `null`, or what the programs said against it
 */
export async function detach(directory: string): Promise<string | null> {
  const said: string[] = [];
  const attempts: [string, string[]][] = [
    ['fusermount3', ['-uz', directory]],
    ['fusermount', ['-uz', directory]],
    ['umount', ['-l', directory]],
  ];
  for (const [program, args] of attempts) {
    try {
      await run(program, args, { timeout: 10_000 });
      return null;
    } catch (error) {
      said.push(error instanceof Error ? error.message.trim() : String(error));
    }
  }
  return said.join('; ');
}
