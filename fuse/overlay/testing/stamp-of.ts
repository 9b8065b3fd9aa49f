/** For tests: the stamp of a file, as a scan stores it. */
import { statSync } from 'node:fs';
import type { Stamp } from '../track-source.ts';

export function stampOf(path: string): Stamp {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return { device: dev, inode: ino, size: Number(size), mtimeNs, ctimeNs };
}
