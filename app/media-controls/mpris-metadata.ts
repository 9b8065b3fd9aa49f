/** A track as media controls show it (MPRIS, "Metadata_Map"; freedesktop.org metadata guidelines). */
import { pathToFileURL } from 'node:url';
import type { BusValue, Variant } from '../dbus/bus-types.ts';
import type { TrackDetail } from '../model/tracks.ts';

export const NO_TRACK = '/org/mpris/MediaPlayer2/TrackList/NoTrack';

export type Metadata = { readonly [name: string]: Variant };

/** What of a track is shown. */
export type ShownTrack = Pick<
  TrackDetail,
  'id' | 'title' | 'artist' | 'album' | 'albumArtist' | 'trackNumber' | 'discNumber' | 'duration' | 'rating' | 'fields'
>;

/** Object path that stands for a track. */
export function trackPath(id: number): string {
  return `/org/descant/track/${id}`;
}

/** @param cover path of its cover as a file; null without one */
export function metadataOf(track: ShownTrack | null, cover: string | null): Metadata {
  if (track === null) return { 'mpris:trackid': { type: 'o', value: NO_TRACK } };
  const values = (field: string): readonly string[] => track.fields.find((one) => one.field === field)?.values ?? [];
  const given: [string, string, BusValue | null][] = [
    ['mpris:trackid', 'o', trackPath(track.id)],
    ['mpris:length', 'x', microseconds(track.duration)],
    ['mpris:artUrl', 's', cover === null ? null : pathToFileURL(cover).href],
    ['xesam:title', 's', track.title],
    ['xesam:artist', 'as', orOne(values('artist'), track.artist)],
    ['xesam:album', 's', track.album],
    ['xesam:albumArtist', 'as', orOne(values('albumartist'), track.albumArtist)],
    ['xesam:genre', 'as', values('genre')],
    ['xesam:composer', 'as', values('composer')],
    ['xesam:trackNumber', 'i', track.trackNumber],
    ['xesam:discNumber', 'i', track.discNumber],
    ['xesam:userRating', 'd', track.rating === null ? null : track.rating / 5],
  ];
  return Object.fromEntries(
    given.flatMap(([name, type, value]) =>
      value === null || value === '' || (Array.isArray(value) && value.length === 0) ? [] : [[name, { type, value }]],
    ),
  );
}

/** Seconds as the bus counts them. */
export function microseconds(seconds: number): number {
  return Math.round(seconds * 1_000_000);
}

/** The values of a field; the one that is shown where the track has it from elsewhere. */
function orOne(values: readonly string[], shown: string): readonly string[] {
  return values.length > 0 || shown === '' ? values : [shown];
}
