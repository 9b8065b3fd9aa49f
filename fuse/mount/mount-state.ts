/**
 * What is mounted at a directory, read from the kernel's list alone. The directory itself is never accessed: on a mount
 * whose server hangs, even `stat` would hang.
 *
 * The source of our mounts holds the process id and start time of their server (`descant-1234-567890`), which identifies
 * a mount that a killed process left.
 */
import { readFile } from 'node:fs/promises';

export interface MountState {
  /** Kind of file system, `fuse.descant` for ours. */
  readonly type: string;
  readonly source: string;
  /** Minor number of its device: the kernel's name of its FUSE connection. */
  readonly device: number;
  readonly ours: boolean;
  /** The process that serves it, where it is ours. */
  readonly pid: number | null;
  /** Whether that process has ended. */
  readonly stale: boolean;
}

/** Type of our mounts, after `fuse.`. */
export const SUBTYPE = 'descant';

/** The source that a mount of this process gets. */
export async function mountSource(): Promise<string> {
  return `descant-${process.pid}-${(await birthOf(process.pid)) ?? 0}`;
}

/**
 * The topmost mount at exactly this directory, or `null`.
 * @param directory absolute, without symbolic links
 */
export async function mountStateOf(directory: string): Promise<MountState | null> {
  const mounts = parseMountInfo(await readFile('/proc/self/mountinfo'));
  const mount = mounts.findLast((candidate) => candidate.directory === directory);
  if (mount === undefined) return null;
  const { type, source, device } = mount;
  const served = /^descant-(\d+)-(\d+)$/.exec(source);
  if (type !== `fuse.${SUBTYPE}` || served === null) {
    return { type, source, device, ours: false, pid: null, stale: false };
  }
  const pid = Number(served[1]);
  const stale = (await birthOf(pid)) !== Number(served[2]);
  return { type, source, device, ours: true, pid, stale };
}

interface MountLine {
  readonly directory: string;
  readonly type: string;
  readonly source: string;
  readonly device: number;
}

/** Lines as `proc(5)` describes them: six fields and more, a dash, then type, source and options. */
export function parseMountInfo(text: Buffer): MountLine[] {
  const lines: MountLine[] = [];
  for (const line of text.toString('latin1').split('\n')) {
    const fields = line.split(' ');
    const dash = fields.indexOf('-', 6);
    if (dash < 0) continue;
    lines.push({
      directory: unescape(fields[4] ?? ''),
      type: unescape(fields[dash + 1] ?? ''),
      source: unescape(fields[dash + 2] ?? ''),
      device: Number((fields[2] ?? '').split(':')[1] ?? 0),
    });
  }
  return lines;
}

/** Spaces and the like are octal numbers; all else are the bytes of the path. */
function unescape(field: string): string {
  const bytes = field.replaceAll(/\\([0-7]{3})/g, (_whole, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Start time of a process, in clock ticks since boot; `null` when there is none with that id. */
async function birthOf(pid: number): Promise<number | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The program's name stands in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie serves no mount.
    return fields[0] === 'Z' ? null : Number(fields[19]);
  } catch {
    return null;
  }
}
