/**
 * How long adding dumps takes, and what the store grows by: the rows of the files by a sample of the largest of each
 * list, and what a row takes by measurements (docs/dumps.md).
 */
import type { DumpEstimate, DumpKind } from '../model/dumps.ts';
import type { DumpSource, FoundDumps } from './find-dumps.ts';
import { openDump } from './reading/open-dump.ts';

/** Unpacked bytes of a file that are looked at. */
const SAMPLE_BYTES = 32 * 1024 * 1024;
const NEWLINE = 0x0a;

interface Cost {
  readonly rowsPerSecond: number;
  /** On the disk, with the index of fingerprints. */
  readonly bytesPerRow: number;
}

/** As `npm run report:dumps` measures them, with a third more time: real releases have more in them. */
export const COSTS: Readonly<Record<DumpKind, Cost>> = {
  track: { rowsPerSecond: 200_000, bytesPerRow: 35 },
  meta: { rowsPerSecond: 200_000, bytesPerRow: 75 },
  fingerprint: { rowsPerSecond: 3500, bytesPerRow: 2800 },
  track_fingerprint: { rowsPerSecond: 250_000, bytesPerRow: 18 },
  track_mbid: { rowsPerSecond: 180_000, bytesPerRow: 55 },
  track_meta: { rowsPerSecond: 250_000, bytesPerRow: 40 },
  release: { rowsPerSecond: 3500, bytesPerRow: 1600 },
  recording: { rowsPerSecond: 80_000, bytesPerRow: 90 },
};

/** Free bytes that have to be left on the disk. */
export const RESERVE = 1024 ** 3;
/** Share by which the store may become larger than estimated. */
const MARGIN = 1.1;

/**
 * @param added whether all of a file is there already
 * @param free bytes on the disk of the store
 * @throws DumpError for a file that cannot be read at all
 */
export async function estimateDumps(
  { sources, ignored }: FoundDumps,
  added: (source: DumpSource) => boolean,
  free: number,
): Promise<DumpEstimate> {
  const left = sources.filter((source) => !added(source));
  const rows: Partial<Record<DumpKind, number>> = {};
  let seconds = 0;
  let bytes = 0;
  for (const [kind, files] of Map.groupBy(left, (source) => source.kind)) {
    const largest = files.reduce((one, other) => (other.bytes > one.bytes ? other : one));
    const size = files.reduce((sum, file) => sum + file.bytes, 0);
    const count = Math.round(size * (await rowsPerByte(largest)));
    rows[kind] = count;
    seconds += count / COSTS[kind].rowsPerSecond;
    bytes += count * COSTS[kind].bytesPerRow;
  }
  return {
    files: left.length,
    inputBytes: left.reduce((sum, file) => sum + file.bytes, 0),
    rows,
    seconds,
    bytes,
    free,
    hasRoom: bytes * MARGIN + RESERVE <= free,
    known: sources.length - left.length,
    ignored,
  };
}

/** Of the file; damage ends the sample. */
async function rowsPerByte({ path, kind, bytes }: DumpSource): Promise<number> {
  const dump = await openDump(path, kind);
  let rows = 0;
  let seen = 0;
  try {
    for await (const chunk of dump.content) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) rows += 1;
      seen += chunk.length;
      if (seen >= SAMPLE_BYTES) return rows / Math.max(1, dump.position());
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'DAMAGED_DUMP') throw error;
  }
  return rows / Math.max(1, bytes);
}
