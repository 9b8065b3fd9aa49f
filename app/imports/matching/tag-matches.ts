/** Finds tracks by what a record tells of them: MusicBrainz recording, AcoustID, or artist, title, album and length. */
import { fold } from '../../library/fold.ts';
import type { Connection } from '../../storage/connection.ts';
import type { ImportedReference } from '../import-record.ts';

interface TrackFacts {
  readonly id: number;
  readonly title_key: string;
  readonly artist: string;
  readonly album_artist: string;
  readonly album: string;
  readonly duration: number;
  readonly track_number: number | null;
  readonly disc_number: number | null;
}

/** Seconds that programs differ in what they call the length. */
const SECONDS = 2;
/** Tracks with one title that are looked at: "Intro" in a large library. */
const MOST_OF_A_TITLE = 500;

const FACTS = 'id, title_key, artist, album_artist, album, duration, track_number, disc_number';

export class TagMatches {
  readonly #connection: Connection;
  readonly #titled;
  readonly #ofAlbum;
  readonly #facts;
  #recordings: ReadonlyMap<string, readonly number[]> = new Map();
  #acoustids: ReadonlyMap<string, readonly number[]> = new Map();

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#titled = connection.prepare<[string, number], TrackFacts>(
      `SELECT ${FACTS} FROM track WHERE present = 1 AND title_key = ? LIMIT ?`,
    );
    this.#ofAlbum = connection.prepare<{ artist: string; album: string }, TrackFacts>(`
      SELECT ${FACTS} FROM track WHERE present = 1 AND artist_key = @artist AND album_key = @album
      UNION SELECT ${FACTS} FROM track WHERE present = 1 AND album_artist_key = @artist AND album_key = @album`);
    this.#facts = connection.prepare<[number], TrackFacts>(`SELECT ${FACTS} FROM track WHERE id = ?`);
  }

  /** Notes the tracks of these MusicBrainz recordings and AcoustIDs, in one pass over the library. */
  *findRecordings(recordings: ReadonlySet<string>, acoustids: ReadonlySet<string>): Generator<void> {
    if (recordings.size + acoustids.size === 0) return;
    const found = { recordings: new Map<string, number[]>(), acoustids: new Map<string, number[]>() };
    const note = (map: Map<string, number[]>, wanted: ReadonlySet<string>, key: string | null, id: number): void => {
      const known = key?.toLowerCase() ?? '';
      if (wanted.has(known)) map.set(known, [...(map.get(known) ?? []), id]);
    };
    const rows = this.#connection
      .prepare<[], { id: number; recording: string | null; acoustid: string | null }>(`
        SELECT track.id, coalesce(track.overrides ->> '$.musicbrainz_recordingid[0]',
            file.tags ->> '$.musicbrainz_recordingid[0]') AS recording,
          coalesce(track.overrides ->> '$.acoustid_id[0]', file.tags ->> '$.acoustid_id[0]') AS acoustid
        FROM track JOIN file ON file.id = track.file_id WHERE track.present = 1`)
      .iterate();
    let read = 0;
    for (const { id, recording, acoustid } of rows) {
      if (++read % 1000 === 0) yield;
      note(found.recordings, recordings, recording, id);
      note(found.acoustids, acoustids, acoustid, id);
    }
    this.#recordings = found.recordings;
    this.#acoustids = found.acoustids;
  }

  /** The tracks of the record's MusicBrainz recording: one recording may be on several albums. */
  byRecording(record: ImportedReference): readonly number[] {
    return this.#closestOf(record, this.#recordings.get(record.recordingId?.toLowerCase() ?? '') ?? []);
  }

  /** The tracks with the record's AcoustID. */
  byAcoustid(record: ImportedReference): readonly number[] {
    return this.#closestOf(record, this.#acoustids.get(record.acoustidId?.toLowerCase() ?? '') ?? []);
  }

  #closestOf(record: ImportedReference, ids: readonly number[]): readonly number[] {
    return ids.length < 2
      ? ids
      : closest(
          record,
          ids.flatMap((id) => this.#facts.get(id) ?? []),
        );
  }

  /** The tracks with the record's artist and title, and with its album and length as far as it tells them. */
  byTags(record: ImportedReference): readonly number[] {
    const { title, artist, album, length } = record;
    if (title === '' || artist === '' || (album === '' && length === null)) return [];
    const wanted = { title: fold(title), artist: fold(artist), album: fold(album) };
    const fits = (track: TrackFacts): boolean =>
      track.title_key === wanted.title &&
      isArtist(wanted.artist, track) &&
      (wanted.album === '' || track.album === '' || fold(track.album) === wanted.album) &&
      (length === null || Math.abs(track.duration - length) <= SECONDS);
    // The tracks of an album are fewer than those with a title can be.
    const ofAlbum = wanted.album === '' ? [] : this.#ofAlbum.all(wanted).filter(fits);
    const tracks = ofAlbum.length > 0 ? ofAlbum : this.#titled.all(wanted.title, MOST_OF_A_TITLE).filter(fits);
    return closest(record, tracks);
  }
}

/** Whether an artist is that of the track, or the first of several. */
function isArtist(artist: string, track: TrackFacts): boolean {
  const names = fold(track.artist);
  return names === artist || names.split('; ', 1)[0] === artist || fold(track.album_artist) === artist;
}

/** Those of the tracks that also have the record's album, disc and number, where some have. */
function closest(record: ImportedReference, tracks: readonly TrackFacts[]): number[] {
  const album = fold(record.album);
  const tests: readonly ((track: TrackFacts) => boolean)[] = [
    (track) => album === '' || fold(track.album) === album,
    ({ disc_number }) => record.discNumber === null || disc_number === record.discNumber,
    ({ track_number }) => record.trackNumber === null || track_number === record.trackNumber,
  ];
  return tests
    .reduce((left, test) => {
      const fitting = left.filter(test);
      return fitting.length > 0 ? fitting : left;
    }, tracks)
    .map(({ id }) => id);
}
