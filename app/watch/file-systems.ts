/** File systems that do not tell of all changes: other machines, or programs of their own, change their files. */
import { statfsSync } from 'node:fs';

/** Numbers of `statfs` (its manual page, and `linux/magic.h`). */
const SILENT: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0xff534d42: 'SMB',
  0xfe534d42: 'SMB',
  0x517b: 'SMB',
  0x65735546: 'FUSE',
  0x01021997: '9P',
  0x00c36400: 'Ceph',
  0x5346414f: 'AFS',
  0x786f4256: 'a shared folder of VirtualBox',
  0x73757245: 'Coda',
};

/** The kind of file system at `path` when changes in it cannot be watched; null when they can. */
export function silentFileSystem(path: Buffer): string | null {
  try {
    return SILENT[statfsSync(path).type >>> 0] ?? null;
  } catch {
    return null;
  }
}
