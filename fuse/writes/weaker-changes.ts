/**
 * Finds what a program changed only in a tag of lower rank, such as an artist in ID3v1 or APEv2 while ID3v2 still has
 * the old one. Such a change counts: the program was told to make it.
 *
 * No change is a value that repeats the tag above it in the way of weaker tags (`repeats-value.ts`), nor one that the
 * program found there: in the served file, or in the original, where what was saved is a copy of that.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Layout, WeakerTag } from '../formats/layout.ts';
import { repeatsValue } from './repeats-value.ts';

/** Fields as in `SavedChanges`. */
export type FieldChanges = Record<string, readonly string[] | null>;

type Weaker = readonly WeakerTag[];

/** Fields in which a weaker tag has to agree with the original's to be a copy of it. */
const COPIED_FIELDS = 2;

/**
 * @param changed the fields that the save changed in the tags that count: they are left alone
 * @param original the weaker tags of the original, which the served file does not have
 */
export function weakerChanges(served: Layout, saved: Layout, changed: FieldChanges, original: Weaker): FieldChanges {
  const changes: FieldChanges = {};
  const before = served.weaker ?? [];
  const after = saved.weaker ?? [];
  for (const tag of after) {
    const found = [ofKind(before, tag.kind), copiedFrom(tag, ofKind(original, tag.kind))];
    for (const field in tag.tags) {
      if (field in changed || field in changes) continue;
      const values = tag.tags[field] as readonly string[];
      if (found.some((one) => isDeepStrictEqual(one?.tags[field], values))) continue;
      const above = saved.tags[field];
      if (above === undefined || !repeatsValue(field, values, above)) changes[field] = values;
    }
  }
  // A field that only a weaker tag of the served file has lost was removed there, unless the save rewrote other tags.
  if (Object.keys(changed).length > 0 || Object.keys(changes).length > 0) return changes;
  for (const tag of before) {
    const now = ofKind(after, tag.kind);
    if (now === undefined) continue;
    for (const field in tag.tags) if (now.tags[field] === undefined) changes[field] = null;
  }
  return changes;
}

/**
 * The first weaker tag with pictures that neither the tag above it nor the original has. Pictures are told by length.
 */
export function weakerPictures(saved: Layout, original: Weaker): WeakerTag | undefined {
  const known = new Set([...saved.pictures, ...original.flatMap(({ pictures }) => pictures)].map(lengthOf));
  return saved.weaker?.find(({ pictures }) => pictures.some((picture) => !known.has(lengthOf(picture))));
}

function lengthOf({ location }: Layout['pictures'][number]): number {
  return location.length;
}

function ofKind(tags: Weaker, kind: string): WeakerTag | undefined {
  return tags.find((one) => one.kind === kind);
}

/** The original's tag if the saved one is a copy of it, edited or not. */
function copiedFrom(saved: WeakerTag, original: WeakerTag | undefined): WeakerTag | undefined {
  if (original === undefined) return undefined;
  const agreeing = Object.keys(saved.tags).filter((field) =>
    isDeepStrictEqual(saved.tags[field], original.tags[field]),
  ).length;
  return agreeing >= COPIED_FIELDS || isDeepStrictEqual(saved.tags, original.tags) ? original : undefined;
}
