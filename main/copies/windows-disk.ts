/** Whether the names of files in a folder follow the rules of Windows. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** File systems whose names are those of Windows, by `statfs` (linux/magic.h): FAT, exFAT, NTFS. */
const WINDOWS_DISKS = new Set([0x4d44, 0x2011bab0, 0x5346544e, 0x7366746e]);

/** @param directory also one that is not there yet */
export async function isWindowsDisk(directory: string): Promise<boolean> {
  for (let path = directory; ; path = dirname(path)) {
    const found = await statfs(path).catch(() => null);
    if (found) return WINDOWS_DISKS.has(found.type);
    if (dirname(path) === path) return false;
  }
}
