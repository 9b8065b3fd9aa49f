/**
 * Tracks that a person has set aside: hidden ones, and those in the trash. Both are personal fields, so that setting a
 * track aside is an edit with its history and its undo. No file is touched.
 *
 * `track.aside` is derived from them, and `track.present` follows it: 1 for a track whose file is there and that is not
 * set aside. So whatever reads present tracks (lists, counts, albums, the mount) leaves those set aside out, by the
 * indexes that it has. A query that names one of the fields sees its tracks, too (`query/listed.ts`).
 */

export const HIDDEN_FIELD = 'hidden';
export const TRASHED_FIELD = 'trashed';
/** Names of groups of tracks that a person says are no copies of each other: those of one name are told apart. */
export const DISTINCT_FIELD = 'distinct';

/** Fields that only the library keeps: a tag of a file that has such a name means something else. */
const OWN_FIELDS: ReadonlySet<string> = new Set([HIDDEN_FIELD, TRASHED_FIELD, DISTINCT_FIELD]);

const HIDDEN = 1;
const TRASHED = 2;

/** SQL over `track`: 1 or 0. */
export const HIDDEN_COLUMN = `(track.aside & ${HIDDEN})`;
export const TRASHED_COLUMN = '(track.aside >> 1)';

/** SQL over `track`: the file is there, whether or not the track is set aside. */
export const HAS_FILE = '(SELECT missing_since IS NULL FROM file WHERE file.id = track.file_id)';

/** What a row says of a track that is set aside. The trash counts before hiding. */
export type AsideName = 'hidden' | 'trash';

export function asideName(aside: number): AsideName | null {
  return aside >= TRASHED ? 'trash' : aside === HIDDEN ? 'hidden' : null;
}

/** The values of `track.aside` that lists of such tracks show. */
export function asideValues({ hidden, trashed }: { readonly hidden: boolean; readonly trashed: boolean }): number[] {
  return [...(hidden ? [HIDDEN] : []), ...(trashed ? [TRASHED, HIDDEN | TRASHED] : [])];
}

/** `track.aside` of a track with these overrides. */
export function asideOf(overrides: Readonly<Record<string, readonly string[] | null>>): number {
  const isSet = (field: string): boolean => overrides[field]?.[0] === '1';
  return (isSet(HIDDEN_FIELD) ? HIDDEN : 0) | (isSet(TRASHED_FIELD) ? TRASHED : 0);
}

export function isKeptInLibrary(field: string): boolean {
  return OWN_FIELDS.has(field);
}

/** Tags without the fields that only the library keeps. */
export function withoutOwnFields<Values>(tags: Readonly<Record<string, Values>>): Readonly<Record<string, Values>> {
  const kept = Object.entries(tags).filter(([field]) => !OWN_FIELDS.has(field));
  return kept.length === Object.keys(tags).length ? tags : Object.fromEntries(kept);
}
