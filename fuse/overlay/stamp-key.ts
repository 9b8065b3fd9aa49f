/** Stamps as single numbers, because one is kept for every file that programs asked for. */
import type { Stamp } from './track-source.ts';

/**
 * A hash of 53 bits: two different stamps have the same key once in 2⁵³ pairs. The device is left out, because
 * its number may change while the file does not.
 */
export function stampKey({ inode, size, mtimeNs, ctimeNs }: Stamp): number {
  return Number(
    BigInt.asUintN(
      53,
      ctimeNs * 0x9e3779b97f4a7c15n + mtimeNs * 0xbf58476d1ce4e5b9n + inode * 0x94d049bb133111ebn + BigInt(size),
    ),
  );
}
