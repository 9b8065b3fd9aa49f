/** The tracks of a disc with the numbers that the library lacks in their places. Pure. */
import type { AlbumCompleteness, AlbumDisc } from '../../app/model/albums.ts';
import type { TrackRow } from '../../app/model/tracks.ts';

export type DiscRow =
  | { readonly kind: 'track'; readonly track: TrackRow }
  /** Numbers that are missing, both ends inclusive. */
  | { readonly kind: 'missing'; readonly from: number; readonly to: number };

/** Runs of missing numbers up to this length have a row for each number. */
const SINGLE_UP_TO = 4;

/** The rows of a disc in the order of their numbers. */
export function discRows({ disc, tracks }: AlbumDisc, { gaps }: AlbumCompleteness): readonly DiscRow[] {
  const missing = gaps
    .filter((gap) => gap.disc === disc || gap.disc === null)
    .flatMap(({ numbers }) => numbers.flatMap(([from, to]) => rowsOf(from, to)));
  const rows: DiscRow[] = [];
  for (const track of tracks) {
    while (missing[0] !== undefined && track.trackNumber !== null && missing[0].from < track.trackNumber) {
      rows.push(missing.shift()!);
    }
    // Tracks without a number come after all numbers.
    if (track.trackNumber === null) rows.push(...missing.splice(0));
    rows.push({ kind: 'track', track });
  }
  return [...rows, ...missing];
}

function rowsOf(from: number, to: number): { kind: 'missing'; from: number; to: number }[] {
  if (to - from >= SINGLE_UP_TO) return [{ kind: 'missing', from, to }];
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    kind: 'missing',
    from: from + index,
    to: from + index,
  }));
}
