/**
 * Unmounting, and cutting the connections of mounts whose server is gone.
 *
 * Root unmounts by the driver's own system call and needs no program for it. The kernel refuses that to ordinary
 * users (EPERM); the setuid program fusermount3 does it for them.
 */
import { execFile } from 'node:child_process';
import { constants as fileConstants } from 'node:fs';
import { open } from 'node:fs/promises';
import { constants } from 'node:os';
import { getSystemErrorName, promisify } from 'node:util';
import { loadBinding } from '../native/native-binding.ts';
import { MountError } from './mount-error.ts';
import { describeUsers, usersOfMount } from './mount-users.ts';

const run = promisify(execFile);

/** Flags of umount2(2). */
const MNT_FORCE = 1;
const MNT_DETACH = 2;

/** Milliseconds that a helper program may take. */
const HELPER_TIMEOUT = 10_000;

/** The system call umount2(2): resolves to 0 or the number of its error. */
export type Unmount = (directory: string, flags: number) => Promise<number>;

/** A FUSE connection that can be aborted; also after its mount is gone from the tree, when its number may be another's. */
export interface FuseConnection {
  /** Every request that waits for an answer fails. Nothing happens when the connection has ended. */
  abort(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The connection of a mount, to be opened while the mount is there.
 * @param device minor number of the mount's device
 * @param connections where the kernel lists connections
 * @returns `null` where the kernel offers none
 */
export async function openConnection(
  device: number,
  connections = '/sys/fs/fuse/connections',
): Promise<FuseConnection | null> {
  // The open file stands for this connection alone: the kernel gives the number of one that has ended to the next mount.
  const file = await open(`${connections}/${device}/abort`, fileConstants.O_WRONLY).catch(() => null);
  if (file === null) return null;
  return {
    abort: async () => void (await file.write('1').catch(() => undefined)),
    close: () => file.close(),
  };
}

/**
 * Aborts the connection of a mount whose server is gone. A killed server can leave programs, and threads of its own,
 * waiting in a way that nothing else ends.
 */
export async function abortStale(directory: string, device: number): Promise<void> {
  const connection = await openConnection(device);
  if (connection !== null) {
    await connection.abort();
    return connection.close();
  }
  // Where the kernel's list of connections is not mounted, root can still abort by a forced unmount.
  if ((await unmountDirectly(directory, MNT_FORCE)) === null) {
    await run('umount', ['-f', directory], { timeout: HELPER_TIMEOUT }).catch(() => undefined);
  }
}

/**
 * Detaches the FUSE file system that is mounted at the directory: at once for new programs, for programs with open
 * files when they close them.
 * @returns `null`, or why it is still there
 */
export async function detach(directory: string, unmount: Unmount | null = driverUnmount()): Promise<string | null> {
  return (await unmountBy(directory, MNT_DETACH, '-uz', '-l', unmount))?.message ?? null;
}

/**
 * Unmounts a FUSE file system that no program uses.
 * @throws MountError `BUSY` when programs use it, whose names it gives
 */
export async function unmountUnused(directory: string, unmount: Unmount | null = driverUnmount()): Promise<void> {
  const failure = await unmountBy(directory, 0, '-u', null, unmount);
  if (failure === null) return;
  if (!failure.busy) throw new MountError('BUSY', `${directory} cannot be unmounted: ${failure.message}`);
  throw new MountError(
    'BUSY',
    `${directory} is in use by ${describeUsers(await usersOfMount(directory))}. Close them first.`,
  );
}

interface Failure {
  readonly busy: boolean;
  readonly message: string;
}

/** The driver's system call, or `null` where there is no driver. */
function driverUnmount(): Unmount | null {
  try {
    const { unmount } = loadBinding();
    return unmount;
  } catch {
    return null;
  }
}

/** @returns the error number, 0 for none; `null` where only a helper program can do it */
async function unmountDirectly(directory: string, flags: number, unmount = driverUnmount()): Promise<number | null> {
  const error = (await unmount?.(directory, flags)) ?? constants.errno.EPERM;
  return error === constants.errno.EPERM ? null : error;
}

async function unmountBy(
  directory: string,
  flags: number,
  fusermountOption: string,
  umountOption: string | null,
  unmount: Unmount | null,
): Promise<Failure | null> {
  const error = await unmountDirectly(directory, flags, unmount);
  if (error === 0) return null;
  if (error !== null) {
    return { busy: error === constants.errno.EBUSY, message: `umount2: ${getSystemErrorName(-error)}` };
  }
  const message = await firstThatSucceeds([
    ['fusermount3', fusermountOption, directory],
    ['fusermount', fusermountOption, directory],
    ['umount', ...(umountOption === null ? [] : [umountOption]), directory],
  ]);
  return message === null ? null : { busy: /busy/i.test(message), message };
}

/** @returns `null`, or the output of all programs */
async function firstThatSucceeds(attempts: readonly (readonly [string, ...string[]])[]): Promise<string | null> {
  const output: string[] = [];
  for (const [program, ...args] of attempts) {
    try {
      await run(program, args, { timeout: HELPER_TIMEOUT, env: { ...process.env, LC_ALL: 'C' } });
      return null;
    } catch (error) {
      output.push(error instanceof Error ? error.message.trim() : String(error));
    }
  }
  return output.join('; ');
}
