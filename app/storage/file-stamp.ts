/**
 * A file's stamp: device, inode, size and the times of its last write and last change of status. Equal stamps mean
 * that the file need not be read again. Tables `file` and `sidecar` keep a stamp in five columns of the same names.
 *
 * Within a library stamps are compared as text (`stampOfStats`, `stampText`), which leaves the device out: device
 * numbers differ after a reboot. SQLite's integers are signed, those of a file system are not.
 */
import { statSync, type BigIntStats, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** The columns of a stamp, for lists of columns in SQL. */
export const STAMP_COLUMNS = ['device', 'inode', 'size', 'mtime_ns', 'ctime_ns'] as const;

/** A stamp as it is stored; read with `safeIntegers`, for nanoseconds exceed a double's 53 bits. */
export type StampColumns = { readonly [Column in (typeof STAMP_COLUMNS)[number]]: bigint };

/** A stamp with unsigned device and inode, as the file system has them. */
export interface FileStamp {
  readonly device: bigint;
  readonly inode: bigint;
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly mtimeNs: bigint;
  /** Nanoseconds since 1970. */
  readonly ctimeNs: bigint;
}

/** What a stamp is made of. */
export type FileStats = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

const NS_PER_SECOND = 1_000_000_000n;

/** A 64-bit number as SQLite stores it. */
export const signed = (value: bigint): bigint => BigInt.asIntN(64, value);

/** The columns for a file with these `stats`. */
export function stampColumns({ dev, ino, size, mtimeNs, ctimeNs }: FileStats): StampColumns {
  return { device: signed(dev), inode: signed(ino), size, mtime_ns: mtimeNs, ctime_ns: ctimeNs };
}

/** The stamp that these columns hold. */
export function stampFromColumns({ device, inode, size, mtime_ns, ctime_ns }: StampColumns): FileStamp {
  return {
    device: BigInt.asUintN(64, device),
    inode: BigInt.asUintN(64, inode),
    size: Number(size),
    mtimeNs: mtime_ns,
    ctimeNs: ctime_ns,
  };
}

/** The text to compare of a file with these `stats`. */
export function stampOfStats({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size}:${mtimeNs}:${ctimeNs}:${signed(ino)}`;
}

/** The text of the file at `path`; null where it cannot be reached. */
export function stampAt(path: Buffer): string | null {
  try {
    return stampOfStats(statSync(path, { bigint: true }));
  } catch {
    return null;
  }
}

/** Whether `stampOfStats` gives the same text for both. */
export function haveSameStamp(a: FileStats, b: FileStats): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino;
}

/** The same stamp in doubles, computed as Node computes them. */
export function roughStamp({ size, mtimeNs, ctimeNs, ino }: FileStats): RoughStamp {
  return { size: Number(size), mtimeMs: milliseconds(mtimeNs), ctimeMs: milliseconds(ctimeNs), ino: Number(ino) };
}

function milliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / NS_PER_SECOND) * 1000 + Number(nanoseconds % NS_PER_SECOND) / 1e6;
}

/** SQL for the same text, of a row of `table`. */
export function stampText(table: 'file' | 'twin' | 'sidecar'): string {
  return ['size', 'mtime_ns', 'ctime_ns', 'inode'].map((column) => `${table}.${column}`).join(" || ':' || ");
}

/**
 * A stamp as doubles, which cost a third of exact ones to get and to compare. They tell times (ms) that differ by a
 * quarter of a microsecond. No change of a file between two scans escapes them: reading the file takes a scan longer
 * than that, and the system sets `ctimeMs` at each change.
 */
export type RoughStamp = Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino'>;

/** SQL for the columns of a rough stamp, of a row of `table`, computed as Node computes them. */
export function roughStampColumns(table: 'file' | 'sidecar'): string {
  const milliseconds = (column: string): string =>
    `(${table}.${column} / 1000000000) * 1000 + (${table}.${column} % 1000000000) / 1000000.0`;
  return `${table}.size, ${milliseconds('mtime_ns')} AS mtimeMs, ${milliseconds('ctime_ns')} AS ctimeMs,
    ${table}.inode AS ino`;
}

/** Whether the stamps are equal. Unequal ones may still be: of times before 1970, and of the greatest inodes. */
export function areRoughlyEqual(a: RoughStamp, b: RoughStamp): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.ino === b.ino;
}

/** The parts of a stamp's text; the inode is signed. */
export function parseStampText(text: string): Readonly<Record<'size' | 'mtimeNs' | 'ctimeNs' | 'inode', bigint>> {
  const [size, mtimeNs, ctimeNs, inode] = text.split(':').map(BigInt) as [bigint, bigint, bigint, bigint];
  return { size, mtimeNs, ctimeNs, inode };
}

/** Whether the file at `path` has this stamp (text of `stampOfStats`); false where it cannot be reached. */
export async function hasStamp(path: Uint8Array, stamp: string): Promise<boolean> {
  try {
    return stampOfStats(await stat(Buffer.from(path), { bigint: true })) === stamp;
  } catch {
    return false;
  }
}
