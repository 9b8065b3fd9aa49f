/**
 * Whether files in the mount show what a person gives to tracks (setting `mount.ratings`), and what changes with the
 * setting. When a track was added, and how it is set aside, is no tag of any file and never shown.
 */
import type { Connection } from '../storage/connection.ts';
import { effectiveTrackOf, type EffectiveTrackRow } from './effective-track.ts';
import { PERSONAL_FIELDS, tagOverrides } from './personal-fields.ts';
import { isKeptInLibrary, withoutOwnFields } from './set-aside.ts';
import type { Tags } from '../../fuse/formats/layout.ts';

const SHOWN = [...PERSONAL_FIELDS].filter((field) => field !== 'added' && !isKeptInLibrary(field));
const HAS_SHOWN = SHOWN.map((field) => `json_type(overrides, '$.${field}') IS NOT NULL`).join(' OR ');

/** Tells whether the setting is on, as it is in the database now. */
export function ratingsAreShown(connection: Connection): () => boolean {
  const setting = connection.prepare<[], string>("SELECT value FROM setting WHERE key = 'mount.ratings'").pluck();
  return () => setting.get() === 'true';
}

/** The tags that the track's file shows in the mount. */
export function shownTags(row: EffectiveTrackRow, ratings: boolean): Tags {
  const track = effectiveTrackOf(row);
  if (!ratings) return track.with(tagOverrides(track.overrides)).tags;
  const { added: _, ...overrides } = track.overrides;
  return track.with(withoutOwnFields(overrides)).tags;
}

/**
 * After the setting has changed: the files of these tracks have other bytes now, so their times change as by an edit.
 * @returns the tracks
 */
export function reshowRatings(connection: Connection, now: number): number[] {
  return connection
    .prepare<[number], number>(`
      UPDATE track SET generation = generation + 1, edited_at = max(?, edited_at + 1)
      WHERE overrides <> '{}' AND (${HAS_SHOWN}) RETURNING id`)
    .pluck()
    .all(now);
}
