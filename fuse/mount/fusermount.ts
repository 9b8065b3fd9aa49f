/** The helper programs that unmount for ordinary users. */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { MountError } from './mount-error.ts';
import { describeUsers, usersOfMount } from './mount-users.ts';

const run = promisify(execFile);

/** The first of these programs that is in the PATH. */
export async function findProgram(...names: readonly string[]): Promise<string | null> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (
        folder !== '' &&
        (await access(path, constants.X_OK).then(
          () => true,
          () => false,
        ))
      ) {
        return path;
      }
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
  return writeFile(`/sys/fs/fuse/connections/${device}/abort`, '1').then(
    () => true,
    () => false,
  );
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
  return firstThatSucceeds([
    ['fusermount3', '-uz', directory],
    ['fusermount', '-uz', directory],
    ['umount', '-l', directory],
  ]);
}

/**
 * Unmounts a FUSE file system that nobody uses.
 * @throws MountError `BUSY` when somebody does, who is named
 */
export async function unmountUnused(directory: string): Promise<void> {
  const trouble = await firstThatSucceeds([
    ['fusermount3', '-u', directory],
    ['fusermount', '-u', directory],
    ['umount', directory],
  ]);
  if (trouble === null) return;
  if (!/busy/i.test(trouble)) throw new MountError('BUSY', `${directory} cannot be unmounted: ${trouble}`);
  throw new MountError(
    'BUSY',
    `${directory} is in use by ${describeUsers(await usersOfMount(directory))}. Close them first.`,
  );
}

/** @returns `null`, or what all of the programs said */
async function firstThatSucceeds(attempts: readonly (readonly [string, ...string[]])[]): Promise<string | null> {
  const said: string[] = [];
  for (const [program, ...args] of attempts) {
    try {
      await run(program, args, { timeout: 10_000, env: { ...process.env, LC_ALL: 'C' } });
      return null;
    } catch (error) {
      said.push(error instanceof Error ? error.message.trim() : String(error));
    }
  }
  return said.join('; ');
}
