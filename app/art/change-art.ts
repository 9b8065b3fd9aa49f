/**
 * Changes the pictures of tracks by their types: what is given takes the place of pictures of the same types, and the
 * others stay. Everything is one batch of the history, like an edit of any field.
 */
import type { PictureRef } from '../../fuse/formats/layout.ts';
import type { Author } from '../library/edit-history.ts';
import type { TrackEdit } from '../library/edits.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../library/effective-track.ts';
import { NotFoundError } from '../library/not-found.ts';
import { FRONT_COVER, PICTURE_FIELD, resolvePictures, storedPicture } from '../library/pictures.ts';
import { ART_TYPES, type ArtEdit } from '../model/art.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn } from '../storage/json-column.ts';

export interface ChangeArtRequest {
  readonly edits: readonly ArtEdit[];
  /** Numbers of the types that the given pictures take the place of; null for all types. */
  readonly replaced: readonly number[] | null;
  readonly author: Author;
  readonly note: string;
  readonly dryRun?: boolean;
}

/** A token of a picture in force, with its type. */
interface TypedToken {
  readonly token: string;
  readonly type: number;
}

/**
 * The changes that give tracks pictures.
 * @param replaced numbers of the types that the given pictures take the place of; null for all types
 * @throws NotFoundError for a track that is not there, or a picture that the art store does not have
 */
export function artChanges(
  connection: Connection,
  edits: readonly ArtEdit[],
  replaced: readonly number[] | null,
): TrackEdit[] {
  const find = connection.prepare<[number], EffectiveTrackRow & { own: string | null }>(`
    SELECT ${EFFECTIVE_TRACK_COLUMNS}, json_extract(file.layout, '$.pictures') AS own
    FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`);
  const isStored = connection.prepare<[string], number>('SELECT 1 FROM picture WHERE hash = ?').pluck();
  return edits.flatMap(({ ids, pictures }) => {
    const given = pictures.map(({ type, hash, description }): TypedToken => {
      if (isStored.get(hash) === undefined) throw new NotFoundError(`there is no picture ${hash} in the art store`);
      const number = ART_TYPES.indexOf(type);
      return { token: storedPicture(number, hash, description), type: number };
    });
    return ids.map((id): TrackEdit => {
      const row = find.get(id);
      if (!row) throw new NotFoundError(`there is no track ${id}`);
      const own = fromJsonColumn<PictureRef[]>(row.own) ?? [];
      const tokens = ordered(withGiven(tokensInForce(row, own), given, replaced));
      return { id, changes: { [PICTURE_FIELD]: tokens.length > 0 ? tokens : null } };
    });
  });
}

function tokensInForce(row: EffectiveTrackRow, own: readonly PictureRef[]): TypedToken[] {
  return resolvePictures(effectiveTrackOf(row).pictures, own).map((one) =>
    one.kind === 'stored'
      ? { token: storedPicture(one.type, one.hash, one.description), type: one.type }
      : { token: `file:${one.index}`, type: one.picture.type },
  );
}

/**
 * What is given stands where the first picture of its type stood that goes, and otherwise last: without a front cover the
 * first picture stands for the track, which a back or a disc that is added does not become.
 */
function withGiven(
  inForce: readonly TypedToken[],
  given: readonly TypedToken[],
  replaced: readonly number[] | null,
): TypedToken[] {
  if (replaced === null) return [...given];
  const placed = new Set<TypedToken>();
  const others = inForce.flatMap((one) => {
    if (!replaced.includes(one.type)) return [one];
    const here = given.filter((picture) => picture.type === one.type && !placed.has(picture));
    for (const picture of here) placed.add(picture);
    return here;
  });
  return [...others, ...given.filter((picture) => !placed.has(picture))];
}

/** The front covers come first: many players show the first picture. Otherwise the order of the types stays. */
function ordered(tokens: readonly TypedToken[]): string[] {
  const isFront = ({ type }: TypedToken): boolean => type === FRONT_COVER;
  return [...tokens.filter(isFront), ...tokens.filter((one) => !isFront(one))].map(({ token }) => token);
}
