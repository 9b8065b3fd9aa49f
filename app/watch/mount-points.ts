/** Where file systems are mounted. No system call tells of a mount: the list is read again from time to time. */
import { readFileSync } from 'node:fs';

const MOUNTS = '/proc/self/mountinfo';

/** In `mountinfo` a blank, a tab, a line feed and a backslash are written as three octal digits. */
const ESCAPED = /\\([0-7]{3})/g;

/** Parts of a line of `mountinfo` (proc(5)), counted from 0. */
const MOUNT_ID = 0;
const MOUNT_POINT = 4;

/**
 * The mount points, each under its number and path: of two lists, what only the second has was mounted in between. Empty
 * where the system has no such list.
 */
export function mountPoints(file = MOUNTS): Map<string, Buffer> {
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch {
    return new Map();
  }
  const points = new Map<string, Buffer>();
  for (const line of text.split('\n')) {
    const parts = line.split(' ');
    const point = parts[MOUNT_POINT];
    if (point === undefined) continue;
    const unescaped = point.replace(ESCAPED, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
    points.set(`${parts[MOUNT_ID]} ${point}`, Buffer.from(unescaped, 'latin1'));
  }
  return points;
}
