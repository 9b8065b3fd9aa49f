/**
 * The library itself as a source, without the network: the albums of other copies of a recording, as their tags describe
 * them.
 */
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../../library/effective-track.ts';
import type { Tags } from '../../../fuse/formats/layout.ts';
import type { Connection } from '../../storage/connection.ts';
import { tagFacts } from '../files-to-identify.ts';
import type { Credit, Release, ReleaseTrack } from '../release.ts';

/** Albums that one set of copies brings. */
const MOST_ALBUMS = 3;
/** Tracks of an album that are read. */
const MOST_TRACKS = 2000;
/** Fields that tell what a recording is: copies with more of them have better tags. */
const TELLING = [
  'title',
  'artist',
  'album',
  'albumartist',
  'tracknumber',
  'date',
  'musicbrainz_recordingid',
  'musicbrainz_albumid',
];

export interface CopiedAlbum {
  readonly release: Release;
  /** The MusicBrainz release in its tags; empty where there is none. */
  readonly releaseId: string;
}

interface Row extends EffectiveTrackRow {
  readonly id: number;
  readonly duration: number;
}

/**
 * The albums that these copies belong to, where the copies have better tags than the files.
 * @param copies ids of tracks that are the same recordings as the files
 * @param files ids of the files
 */
export function copiedAlbums(
  connection: Connection,
  { copies, files }: { readonly copies: readonly number[]; readonly files: readonly number[] },
): CopiedAlbum[] {
  const others = copies.filter((id) => !files.includes(id));
  const tagged = readTracks(connection, others);
  const own = readTracks(connection, files);
  if (tagged.length === 0 || mean(tagged) <= mean(own)) return [];
  const albums = connection
    .prepare<[string, number], { id: number }>(`
      SELECT album_id AS id FROM album_track
      WHERE album_id IS NOT NULL AND track_id IN (SELECT value FROM json_each(?))
      GROUP BY album_id ORDER BY count(*) DESC, album_id LIMIT ?`)
    .all(JSON.stringify(others), MOST_ALBUMS);
  return albums.flatMap(({ id }) => {
    const ids = connection
      .prepare<[number, number], number>(
        'SELECT track_id FROM album_track WHERE album_id = ? ORDER BY track_id LIMIT ?',
      )
      .pluck()
      .all(id, MOST_TRACKS)
      .filter((track) => !files.includes(track));
    return albumOf(id, readTracks(connection, ids)) ?? [];
  });
}

interface TaggedTrack {
  readonly id: number;
  readonly duration: number;
  readonly tags: Tags;
}

function readTracks(connection: Connection, ids: readonly number[]): TaggedTrack[] {
  return connection
    .prepare<[string], Row>(`
      SELECT ${EFFECTIVE_TRACK_COLUMNS}, track.id, track.duration
      FROM track JOIN file ON file.id = track.file_id WHERE track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids))
    .map((row) => ({ id: row.id, duration: row.duration, tags: effectiveTrackOf(row).tags }));
}

/** How many telling fields a track has on average. */
function mean(tracks: readonly TaggedTrack[]): number {
  const told = tracks.map(({ tags }) => TELLING.filter((field) => (tags[field]?.length ?? 0) > 0).length);
  return told.length === 0 ? 0 : told.reduce((sum, count) => sum + count, 0) / told.length;
}

function albumOf(id: number, tracks: readonly TaggedTrack[]): CopiedAlbum | null {
  const [first] = tracks;
  if (first === undefined) return null;
  const listed = tracks
    .map((track): ReleaseTrack => trackOf(track))
    .sort((a, b) => a.disc - b.disc || a.position - b.position);
  const text = (field: string): string => first.tags[field]?.[0] ?? '';
  const all = (field: string): readonly string[] => first.tags[field] ?? [];
  const facts = tagFacts(first.tags);
  const discs = Math.max(...listed.map(({ disc }) => disc));
  const release: Release = {
    source: 'library',
    id: String(id),
    groupId: text('musicbrainz_releasegroupid'),
    title: facts.album,
    comment: '',
    credits: creditsOf(first.tags, 'albumartist', 'albumartistsort', 'musicbrainz_albumartistid'),
    date: text('date'),
    firstDate: text('originaldate'),
    country: text('releasecountry'),
    status: text('releasestatus'),
    types: all('releasetype'),
    labels: all('label').map((name, at) => ({ name, catalogNumber: all('catalognumber')[at] ?? '' })),
    barcode: text('barcode'),
    asin: text('asin'),
    script: text('script'),
    language: text('language'),
    media: Array.from({ length: discs }, (_, at) => ({
      position: at + 1,
      title: tracks.find(({ tags }) => tagFacts(tags).disc === at + 1)?.tags['discsubtitle']?.[0] ?? '',
      format: text('media'),
      tracks: Number(text('totaltracks')) || 0,
    })),
    tracks: listed,
    hasCover: false,
  };
  return { release, releaseId: facts.releaseId };
}

function trackOf({ id, duration, tags }: TaggedTrack): ReleaseTrack {
  const facts = tagFacts(tags);
  return {
    title: facts.title,
    credits: creditsOf(tags, 'artist', 'artistsort', 'musicbrainz_artistid'),
    disc: facts.disc ?? 1,
    position: facts.number ?? 0,
    length: duration,
    recordingId: facts.recordingId,
    trackId: tags['musicbrainz_trackid']?.[0] ?? '',
    isrcs: tags['isrc'] ?? [],
    copyId: id,
  };
}

/** Several values of a tag are several artists. */
function creditsOf(tags: Tags, field: string, sort: string, id: string): Credit[] {
  const names = tags[field] ?? [];
  return names.map((name, at) => ({
    name,
    sortName: tags[sort]?.[at] ?? '',
    id: tags[id]?.[at] ?? '',
    join: at < names.length - 1 ? '; ' : '',
  }));
}
