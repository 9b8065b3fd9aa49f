/**
 * What a person decides about copies of recordings, as edits of tracks: one batch of the history for all groups, that one
 * undo takes back. No file is touched.
 */
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../library/effective-track.ts';
import type { Author } from '../library/edit-history.ts';
import type { TrackEdit } from '../library/edits.ts';
import { NotFoundError } from '../library/not-found.ts';
import { PICTURE_FIELD } from '../library/pictures.ts';
import { DISTINCT_FIELD, HIDDEN_FIELD, TRASHED_FIELD } from '../library/set-aside.ts';
import type { CopyGroup, Resolution } from '../model/duplicates.ts';
import type { Connection } from '../storage/connection.ts';
import { copyWithPictures, mergedPlays, mergedTags, type MergedCopy } from './merged-tags.ts';
import { apartName } from './settled-tracks.ts';

export interface ResolveRequest {
  /** At least one; each is done once. */
  readonly actions: readonly Resolution[];
  readonly groups: readonly CopyGroup[];
  /** Pictures that the best copies take over: the track and its tokens (`pictures.ts`). */
  readonly pictures: readonly (readonly [keep: number, tokens: readonly string[]])[];
  readonly author: Author;
  readonly dryRun: boolean;
}

const NOTES: Readonly<Record<Resolution, string>> = {
  'merge-tags': 'merged tags of copies',
  hide: 'hid copies',
  trash: 'moved copies to the trash',
  'keep-all': 'told copies apart',
};

/** Tracks of which the tags are read at once. */
const PAGE = 1000;

/** The note of the batch. */
export function noteOf(actions: readonly Resolution[]): string {
  return actions.map((action) => NOTES[action]).join(', ');
}

/**
 * @returns the edits, in the order of the groups
 * @throws NotFoundError for a track that is not there
 */
export function resolutionEdits(
  connection: Connection,
  { actions, groups, pictures }: Pick<ResolveRequest, 'actions' | 'groups' | 'pictures'>,
): TrackEdit[] {
  const copies = new CopyRows(connection, groups.flatMap(idsOf));
  // A track that one group keeps is not set aside by another: a clip may be a part of two recordings.
  const kept = new Set(groups.map(({ keep }) => keep));
  const taken = new Map(pictures);
  const edits = (action: Resolution, group: CopyGroup): TrackEdit[] => {
    const { keep, others } = group;
    const best = copies.of(keep);
    const rest = others.map((id) => copies.of(id));
    if (action === 'merge-tags') return [mergeEdit(best, rest, taken.get(keep))];
    if (action === 'keep-all') return apartEdits([best, ...rest]);
    const field = action === 'hide' ? HIDDEN_FIELD : TRASHED_FIELD;
    return others.filter((id) => !kept.has(id)).map((id) => ({ id, changes: { [field]: ['1'] } }));
  };
  return [...new Set(actions)].flatMap((action) => groups.flatMap((group) => edits(action, group)));
}

/** For each group whose best copy takes pictures over, where these are. */
export function picturesToMerge(
  connection: Connection,
  groups: readonly CopyGroup[],
): { readonly keep: number; readonly from: number }[] {
  const copies = new CopyRows(connection, groups.flatMap(idsOf));
  return groups.flatMap(({ keep, others }) => {
    const from = copyWithPictures(
      copies.of(keep),
      others.map((id) => copies.of(id)),
    );
    return from === null ? [] : [{ keep, from: from.id }];
  });
}

function idsOf({ keep, others }: CopyGroup): number[] {
  return [keep, ...others];
}

function mergeEdit(best: MergedCopy, others: readonly MergedCopy[], tokens: readonly string[] | undefined): TrackEdit {
  const changes = mergedTags(best, others);
  return {
    id: best.id,
    changes: tokens === undefined ? changes : { ...changes, [PICTURE_FIELD]: tokens },
    plays: mergedPlays(others),
  };
}

function apartEdits(copies: readonly MergedCopy[]): TrackEdit[] {
  const name = apartName(copies.map(({ id }) => id));
  return copies.map(({ id, track }) => ({
    id,
    changes: { [DISTINCT_FIELD]: [...new Set([...(track.values(DISTINCT_FIELD) ?? []), name])] },
  }));
}

interface CopyRow extends EffectiveTrackRow {
  readonly id: number;
  readonly plays: number;
  readonly skips: number;
  readonly lastPlayed: number | null;
}

/** The tracks of the groups, read page by page. */
class CopyRows {
  readonly #copies = new Map<number, MergedCopy>();

  constructor(connection: Connection, ids: readonly number[]) {
    const rows = connection.prepare<[string], CopyRow>(`
      SELECT track.id, plays, skips, last_played AS lastPlayed, ${EFFECTIVE_TRACK_COLUMNS}
      FROM track JOIN file ON file.id = track.file_id WHERE track.id IN (SELECT value FROM json_each(?))`);
    for (let from = 0; from < ids.length; from += PAGE) {
      for (const row of rows.all(JSON.stringify(ids.slice(from, from + PAGE)))) {
        const { id, plays, skips, lastPlayed } = row;
        this.#copies.set(id, { id, track: effectiveTrackOf(row), plays, skips, lastPlayed });
      }
    }
  }

  of(id: number): MergedCopy {
    const copy = this.#copies.get(id);
    if (copy === undefined) throw new NotFoundError(`there is no track ${id}`);
    return copy;
  }
}
