/**
 * What an edit changes, track by track, before it is made: from what is asked for to changes of overrides, and from
 * those to entries of the history. Everything here is pure.
 */
import type { EditEntry } from '../model/history.ts';
import { stateIn, type OverrideChange } from './edit-diff.ts';
import type { Author, RecordedChange } from './edit-history.ts';
import { sameValues, type EffectiveTrack, type Overrides } from './effective-track.ts';
import { PICTURE_FIELD, parsePictureToken } from './pictures.ts';
import type { NewPlay } from './plays.ts';

/** Field → new values; null or an empty list removes the field. */
export type FieldChanges = Readonly<Record<string, readonly string[] | null>>;

export interface PlannedTrack {
  readonly id: number;
  readonly track: EffectiveTrack;
  readonly changes: ReadonlyMap<string, OverrideChange>;
  /** Plays that are added to it. */
  readonly plays?: readonly NewPlay[];
  /** What these change, for the history. */
  readonly counted?: readonly RecordedChange[];
}

/** How many single changes a result lists; batches may be larger. */
export const MAX_REPORTED_CHANGES = 1000;

/** What gives a track these values: what is in force already is not changed. */
export function changesTo(track: EffectiveTrack, changes: FieldChanges): Map<string, OverrideChange> {
  const real = new Map<string, OverrideChange>();
  for (const [field, values] of Object.entries(changes)) {
    if (sameValues(values, track.values(field))) continue;
    const after = values?.length === 0 ? null : values;
    const to = sameValues(after, track.fileValues(field)) ? undefined : after;
    real.set(field, [stateIn(track.overrides, field), to]);
  }
  return real;
}

/** What removes an edit of the pictures that names some of the file itself. */
export function withoutFilePictures(overrides: Overrides): Map<string, OverrideChange> {
  const pictures = overrides[PICTURE_FIELD];
  const areStored = pictures?.every((token) => parsePictureToken(token)?.kind === 'stored') ?? true;
  return new Map(areStored ? [] : [[PICTURE_FIELD, [pictures, undefined]]]);
}

/** What removes the overrides of these fields, or of all. */
export function changesToFile(track: EffectiveTrack, fields: readonly string[] | null): Map<string, OverrideChange> {
  return new Map(
    track.editedFields
      .filter((field) => fields === null || fields.includes(field))
      .map((field) => [field, [stateIn(track.overrides, field), undefined]]),
  );
}

/** The changes of a track in the form of the history. */
export function recorded({ id, track, changes, counted = [] }: PlannedTrack): RecordedChange[] {
  const edits = Array.from(changes, ([field, [from, to]]) => ({
    trackId: id,
    field,
    before: track.values(field),
    after: to === undefined ? track.fileValues(field) : to,
    beforeIsOverride: from !== undefined,
    afterIsOverride: to !== undefined,
  }));
  return [...edits, ...counted];
}

/** The changes as the result of an edit lists them. */
export function report(planned: readonly PlannedTrack[], batch: number, author: Author, at: number): EditEntry[] {
  const entries: EditEntry[] = [];
  for (const track of planned) {
    if (entries.length >= MAX_REPORTED_CHANGES) break;
    for (const { trackId, field, before, after } of recorded(track)) {
      entries.push({ batch, trackId, author: author.name, at, field, before, after, undoneBy: null });
    }
  }
  return entries.slice(0, MAX_REPORTED_CHANGES);
}
