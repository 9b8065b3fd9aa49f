/**
 * What is in force of a track: its file's tags and pictures with the edits laid over them.
 *
 * The file is never changed. An edit is an override of one field; the pictures are edited like a field of their own
 * (`pictures.ts`), which is not among the tags. An override of null says "the field is absent", which differs from
 * no override: then the file's values hold.
 */
import type { Tags } from '../../fuse/formats/layout.ts';
import { derivedColumns, type DerivedColumns } from './derived-columns.ts';
import { filePictures, PICTURE_FIELD } from './pictures.ts';
import { asideOf, isKeptInLibrary } from './set-aside.ts';

/** Field → values in force instead of the file's; null removes the field. A field without a key is not edited. */
export type Overrides = Readonly<Record<string, readonly string[] | null>>;

const NO_OVERRIDES: Overrides = {};

const COLUMNS = "file.tags, track.overrides, json_array_length(file.layout, '$.pictures') AS pictures";

/** Columns of `track JOIN file` that `effectiveTrackOf` reads. */
export const EFFECTIVE_TRACK_COLUMNS = `${COLUMNS}, file.name`;
/** The same for many tracks, where the bytes of the names are not needed: making them costs as much as all the rest. */
export const NAMED_TRACK_COLUMNS = `${COLUMNS}, CAST(file.name AS TEXT) AS name`;

export interface EffectiveTrackRow {
  readonly tags: string;
  readonly overrides: string;
  /** How many pictures the file has; null where its layout is unknown. Left out by queries that need no pictures. */
  readonly pictures?: number | null;
  readonly name: Buffer;
}

/** The same with `NAMED_TRACK_COLUMNS`. */
export interface NamedTrackRow extends Omit<EffectiveTrackRow, 'name'> {
  readonly name: string;
}

export class EffectiveTrack {
  readonly fileTags: Tags;
  readonly overrides: Overrides;
  /** The file's name as text. */
  readonly fileName: string;
  readonly #pictureCount: number;
  #tags: Tags | null = null;
  #columns: DerivedColumns | null = null;

  /** @param pictureCount how many pictures the file itself has */
  constructor(fileTags: Tags, overrides: Overrides, pictureCount: number, fileName: string) {
    this.fileTags = fileTags;
    this.overrides = overrides;
    this.fileName = fileName;
    this.#pictureCount = pictureCount;
  }

  /** The tags in force. */
  get tags(): Tags {
    return (this.#tags ??= this.overrides === NO_OVERRIDES ? this.fileTags : overlaid(this.fileTags, this.overrides));
  }

  /** The pictures in force, as tokens of `pictures.ts`; empty when there is none. */
  get pictures(): readonly string[] {
    return this.values(PICTURE_FIELD) ?? [];
  }

  get hasArt(): boolean {
    return this.pictures.length > 0;
  }

  /** When the person says that the track was added, in milliseconds since 1970; null where the library's own record holds. */
  get addedAt(): number | null {
    const at = Date.parse(this.overrides['added']?.[0] ?? '');
    return Number.isNaN(at) ? null : at;
  }

  /** How the person has set the track aside: `track.aside`. */
  get aside(): number {
    return asideOf(this.overrides);
  }

  /** The fields that have an override, the pictures' among them. */
  get editedFields(): readonly string[] {
    return Object.keys(this.overrides);
  }

  /** The columns of table `track` that are derived from the tags in force. */
  get columns(): DerivedColumns {
    return (this.#columns ??= derivedColumns(this.tags, this.fileName));
  }

  /** The same track with other overrides. */
  with(overrides: Overrides): EffectiveTrack {
    return new EffectiveTrack(this.fileTags, overrides, this.#pictureCount, this.fileName);
  }

  /** What the file itself says of a field; null when it has none. */
  fileValues(field: string): readonly string[] | null {
    if (field === PICTURE_FIELD) return this.#pictureCount > 0 ? filePictures(this.#pictureCount) : null;
    if (isKeptInLibrary(field)) return null;
    return Object.hasOwn(this.fileTags, field) ? this.fileTags[field]! : null;
  }

  /** What is in force of a field; null when it is absent. */
  values(field: string): readonly string[] | null {
    return Object.hasOwn(this.overrides, field) ? this.overrides[field]! : this.fileValues(field);
  }
}

function overlaid(fileTags: Tags, overrides: Overrides): Tags {
  const tags: Record<string, readonly string[]> = { ...fileTags };
  for (const [field, values] of Object.entries(overrides)) {
    if (field === PICTURE_FIELD) continue;
    if (values === null) delete tags[field];
    else tags[field] = values;
  }
  return tags;
}

/** A column of overrides. Most tracks have none, and lists read many. */
export function parseOverrides(column: string): Overrides {
  return column === '{}' ? NO_OVERRIDES : (JSON.parse(column) as Overrides);
}

/** The track of a row with the columns `EFFECTIVE_TRACK_COLUMNS` or `NAMED_TRACK_COLUMNS`. */
export function effectiveTrackOf(row: EffectiveTrackRow | NamedTrackRow): EffectiveTrack {
  const { tags, overrides, pictures, name } = row;
  return new EffectiveTrack(JSON.parse(tags) as Tags, parseOverrides(overrides), pictures ?? 0, name.toString());
}

/** Whether two fields have the same values in the same order; an absent field equals one without values. */
export function sameValues(a: readonly string[] | null, b: readonly string[] | null): boolean {
  const left = a ?? [];
  const right = b ?? [];
  return left.length === right.length && left.every((value, i) => value === right[i]);
}
