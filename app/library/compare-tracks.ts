/** Compares tracks field by field: what they share, and where they differ. */
import type { ComparedField, ComparedTracks } from '../model/compared-tracks.ts';
import type { FieldValue, PictureInfo, TrackDetail } from '../model/tracks.ts';
import type { Connection } from '../storage/connection.ts';
import { FRONT_COVER, PICTURE_FIELD } from './pictures.ts';
import { trackDetail } from './track-detail.ts';

/** Differing values of a field that are listed. */
const LISTED = 20;

/** Compares the tracks that exist, in any order. Its work grows with their number. */
export function compareTracks(connection: Connection, ids: readonly number[]): ComparedTracks {
  return compareDetails(ids.flatMap((id) => trackDetail(connection, id) ?? []));
}

export function compareDetails(details: readonly TrackDetail[]): ComparedTracks {
  const byTrack = details.map((detail) => new Map(detail.fields.map((value) => [value.field, value])));
  const names = new Set(byTrack.flatMap((fields) => [...fields.keys()]));
  const albums = new Set(details.map(({ album }) => album));
  return {
    tracks: details.length,
    duration: details.reduce((sum, { duration }) => sum + duration, 0),
    album: albums.size === 1 ? [...albums][0]! : null,
    fields: [...names].map((field) =>
      compareField(
        field,
        byTrack.map((fields) => fields.get(field)),
      ),
    ),
    picture: sharedPicture(details),
    editedPictures: details.filter(({ editedFields }) => editedFields.includes(PICTURE_FIELD)).length,
  };
}

function compareField(field: string, found: readonly (FieldValue | undefined)[]): ComparedField {
  const edited = found.filter((value) => (value?.edit ?? null) !== null).length;
  const counts = new Map<string, { readonly values: readonly string[]; times: number }>();
  for (const value of found) {
    const values = value?.values ?? [];
    const key = JSON.stringify(values);
    const known = counts.get(key);
    if (known) known.times += 1;
    else counts.set(key, { values, times: 1 });
  }
  const distinct = [...counts.values()].sort((a, b) => b.times - a.times).map(({ values }) => values);
  if (distinct.length === 1) return { field, values: distinct[0]!, differing: [], edited };
  return { field, values: null, differing: distinct.filter((values) => values.length > 0).slice(0, LISTED), edited };
}

/** The picture that stands for a track: its front cover, or else its first. */
function pictureOf({ pictures }: TrackDetail): PictureInfo | null {
  return pictures.find(({ type }) => type === FRONT_COVER) ?? pictures[0] ?? null;
}

function sharedPicture(details: readonly TrackDetail[]): ComparedTracks['picture'] {
  const [first = null, ...others] = details.map(pictureOf);
  return others.every((picture) => picture?.content === first?.content) ? first : 'several';
}
