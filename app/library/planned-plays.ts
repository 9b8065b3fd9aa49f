/** What a batch with plays, or its undo, changes of a track's counts, as entries of the history. */
import type { RecordedChange } from './edit-history.ts';
import type { NewPlay, PlayCounts, Plays } from './plays.ts';

/** The counts of a track before and after these plays are added. */
export function addedPlays(plays: Plays, trackId: number, added: readonly NewPlay[]): RecordedChange[] {
  const sum = (kind: NewPlay['kind']): number =>
    added.reduce((total, play) => (play.kind === kind ? total + play.count : total), 0);
  return shownCounts(trackId, plays.of(trackId)!, { plays: sum('play'), skips: sum('skip') });
}

/**
 * The counts of the tracks of a batch before and after what it has brought is taken away, or comes back.
 * @param batch a plain batch, which holds until now or is undone
 */
export function turnedPlays(
  plays: Plays,
  batch: { readonly id: number; readonly isUndone: boolean },
): RecordedChange[] {
  const sign = batch.isUndone ? 1 : -1;
  return plays
    .ofBatch(batch.id)
    .flatMap((brought) =>
      shownCounts(brought.id, plays.of(brought.id)!, { plays: sign * brought.plays, skips: sign * brought.skips }),
    );
}

/**
 * Plays and skips that a batch adds to a track, or with a negative number takes away, as the history shows them. They
 * say nothing of overrides: table `play` has what an undo needs.
 */
function shownCounts(trackId: number, before: PlayCounts, more: PlayCounts): RecordedChange[] {
  const shown = (count: number): string[] | null => (count === 0 ? null : [String(count)]);
  return (['plays', 'skips'] as const)
    .filter((field) => more[field] !== 0)
    .map((field) => ({
      trackId,
      field,
      before: shown(before[field]),
      after: shown(before[field] + more[field]),
      beforeIsOverride: false,
      afterIsOverride: false,
    }));
}
