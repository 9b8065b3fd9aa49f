/**
 * Which programs keep a mount busy: their working directory is in it, or they have files of it open or mapped. Read from
 * `/proc` alone; the mount itself is never accessed.
 */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { programName } from '../writes/program-name.ts';
import { mountStateOf } from './mount-state.ts';

export interface MountUser {
  readonly pid: number;
  readonly name: string;
}

/** Programs named in a message. */
const MOST_NAMED = 5;

/**
 * In the order of their process numbers. Programs of other users are not found, unless root asks.
 * @param directory where it is mounted: absolute, without symbolic links
 */
export async function usersOfMount(directory: string): Promise<MountUser[]> {
  const device = (await mountStateOf(directory))?.device ?? null;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => ((await uses(pid, directory, device)) ? { pid, name: await programName(pid) } : null)),
  );
  return found.filter((user) => user !== null).toSorted((a, b) => a.pid - b.pid);
}

/** `mpv (4711), bash (812) and 3 others`. */
export function describeUsers(users: readonly MountUser[]): string {
  if (users.length === 0) return "another user's program";
  const named = users
    .slice(0, users.length > MOST_NAMED ? MOST_NAMED - 1 : MOST_NAMED)
    .map(({ name, pid }) => `${name} (${pid})`);
  if (named.length < users.length) named.push(`${users.length - named.length} others`);
  const last = named.pop() ?? '';
  return named.length === 0 ? last : `${named.join(', ')} and ${last}`;
}

async function uses(pid: number, directory: string, device: number | null): Promise<boolean> {
  const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const link of ['cwd', 'root', ...handles.map((handle) => `fd/${handle}`)]) {
    const target = await readlink(`/proc/${pid}/${link}`).catch(() => '');
    if (target === directory || target.startsWith(`${directory}/`)) return true;
  }
  return (
    device !== null &&
    (await readFile(`/proc/${pid}/maps`, 'latin1').catch(() => '')).split('\n').some((line) => isOnDevice(line, device))
  );
}

/** A line of `/proc/PID/maps`: addresses, rights, offset, device, inode, path. File systems without a disk have major number 0. */
function isOnDevice(line: string, minor: number): boolean {
  const [major, own] = (line.split(' ', 4)[3] ?? '').split(':');
  return Number.parseInt(major ?? '', 16) === 0 && Number.parseInt(own ?? '', 16) === minor && line.includes('/');
}
