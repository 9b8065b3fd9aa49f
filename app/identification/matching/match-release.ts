/**
 * Compares files with a release as a whole: each file gets the track that makes the sum of all distances smallest, or none
 * where no track is near. The weights are those of `weights.ts`.
 */
import { creditText, isByVarious, type Release, type ReleaseTrack } from '../release.ts';
import { assign } from './assignment.ts';
import { withNameFacts, type FileFacts, type SoundEvidence } from './compared-file.ts';
import { comparedText, textDistance, type ComparedText } from './text-distance.ts';
import {
  FARTHEST_PAIR,
  NAMES_BESIDE_SOUND,
  OTHER_LENGTH,
  RELEASE_WEIGHTS,
  SAME_LENGTH,
  TRACK_WEIGHTS,
  type ReleaseProperty,
  type TrackProperty,
} from './weights.ts';

/** A file and its track. */
export interface TrackPair {
  /** Id of the file's track in the library. */
  readonly id: number;
  /** Place among the tracks of the release. */
  readonly track: number;
  /** 1 less the distance. */
  readonly score: number;
  /** Whether the sound tells that it is this recording. */
  readonly bySound: boolean;
}

export interface ReleaseMatch {
  /** 1 less the weighted distance. */
  readonly score: number;
  readonly pairs: readonly TrackPair[];
  /** Places of tracks without a file; hidden tracks are not missing. */
  readonly missing: readonly number[];
  /** Ids of files without a track. */
  readonly extra: readonly number[];
  /** The distance by property, from 0 to 1; absent where neither side tells. */
  readonly distances: Readonly<Partial<Record<ReleaseProperty, number>>>;
}

interface ReadyFile {
  readonly file: FileFacts;
  readonly title: ComparedText;
  readonly artist: ComparedText;
  /** Recordings that its sound is; empty where that is not known. */
  readonly heard: ReadonlySet<string>;
  readonly copies: ReadonlySet<number>;
}

interface ReadyTrack {
  readonly track: ReleaseTrack;
  readonly title: ComparedText;
  readonly artist: ComparedText;
  /** Its number where the tracks of all discs are counted as one row. */
  readonly overall: number;
}

export function matchRelease(
  files: readonly FileFacts[],
  evidence: readonly SoundEvidence[],
  release: Release,
): ReleaseMatch {
  const sounds = new Map(evidence.map((one) => [one.id, one]));
  const ready = files.map((file) => readyFile(file, sounds.get(file.id)));
  const tracks = readyTracks(release);
  const distances = new Float64Array(ready.length * tracks.length);
  for (const [row, file] of ready.entries()) {
    for (const [column, track] of tracks.entries()) {
      distances[row * tracks.length + column] = pairDistance(file, track, release);
    }
  }
  // No pair costs more than none at all: otherwise one hopeless file could move others from their tracks.
  const costs = distances.map((distance) => Math.min(distance, FARTHEST_PAIR));
  const columnOf = assign({ rows: ready.length, columns: tracks.length, costs });
  const pairs = ready.flatMap((file, row): TrackPair[] => {
    const track = columnOf[row]!;
    const distance = track < 0 ? 1 : distances[row * tracks.length + track]!;
    if (distance >= FARTHEST_PAIR) return [];
    return [{ id: file.file.id, track, score: 1 - distance, bySound: isHeard(file, tracks[track]!.track) }];
  });
  return summed(files, release, pairs);
}

function readyFile(facts: FileFacts, sound: SoundEvidence | undefined): ReadyFile {
  const file = withNameFacts(facts);
  return {
    file,
    title: comparedText(file.title),
    artist: comparedText(file.artist),
    heard: new Set(sound?.recordings),
    copies: new Set(sound?.copies),
  };
}

function readyTracks({ tracks }: Release): ReadyTrack[] {
  let overall = 0;
  return tracks.map((track) => {
    if (track.position > 0) overall += 1;
    const artist = comparedText(creditText(track.credits));
    return { track, title: comparedText(track.title), artist, overall: track.position > 0 ? overall : 0 };
  });
}

/** Whether the sound of the file is this recording. */
function isHeard({ heard, copies }: ReadyFile, { recordingId, copyId }: ReleaseTrack): boolean {
  return (recordingId !== '' && heard.has(recordingId)) || (copyId !== undefined && copies.has(copyId));
}

/** From 0 for the same to 1. */
function pairDistance(ready: ReadyFile, other: ReadyTrack, release: Release): number {
  const { file, heard } = ready;
  const { track } = other;
  const bySound = isHeard(ready, track);
  const known: Partial<Record<TrackProperty, number>> = {};
  if (track.length !== null && file.length > 0) known.length = lengthDistance(file.length, track.length);
  if (file.number !== null) {
    const isSame = file.number === track.position || (file.disc === null && file.number === other.overall);
    known.number = isSame ? 0 : 1;
  }
  if (file.disc !== null && release.media.length > 1) known.disc = file.disc === track.disc ? 0 : 1;
  if (bySound) known.recording = 0;
  else if (heard.size > 0 && track.recordingId !== '') known.recording = 1;
  else if (file.recordingId !== '' && track.recordingId !== '') {
    known.recording = file.recordingId === track.recordingId ? 0 : 1;
  }
  // Of most pairs of a large release the rest need not be known: nothing speaks for them.
  const isHopeless = known.length === 1 && known.number !== 0 && known.recording !== 0;
  if (isHopeless && ready.title.whole !== other.title.whole) return 1;
  if (file.title !== '') known.title = textDistance(ready.title, other.title);
  if (file.artist !== '' && track.credits.length > 0) known.artist = textDistance(ready.artist, other.artist);
  return weighted(known, TRACK_WEIGHTS, (property) =>
    bySound && (property === 'title' || property === 'artist') ? NAMES_BESIDE_SOUND : 1,
  );
}

function lengthDistance(a: number, b: number): number {
  return Math.min(1, Math.max(0, (Math.abs(a - b) - SAME_LENGTH) / (OTHER_LENGTH - SAME_LENGTH)));
}

/** The mean of the distances by their weights. @param share of a weight that counts */
function weighted<Property extends string>(
  known: Readonly<Partial<Record<Property, number>>>,
  weights: Readonly<Record<Property, number>>,
  share: (property: Property) => number,
): number {
  let [sum, of] = [0, 0];
  for (const [property, distance] of Object.entries(known) as [Property, number][]) {
    const weight = weights[property] * share(property);
    sum += weight * distance;
    of += weight;
  }
  return of === 0 ? 1 : sum / of;
}

function summed(files: readonly FileFacts[], release: Release, pairs: readonly TrackPair[]): ReleaseMatch {
  const paired = new Set(pairs.map(({ id }) => id));
  const taken = new Set(pairs.map(({ track }) => track));
  const extra = files.filter(({ id }) => !paired.has(id)).map(({ id }) => id);
  const counted = release.tracks.flatMap(({ position }, at) => (position > 0 ? [at] : []));
  const missing = counted.filter((at) => !taken.has(at));
  const known: Partial<Record<ReleaseProperty, number>> = {
    tracks: pairs.length === 0 ? 1 : pairs.reduce((sum, { score }) => sum + 1 - score, 0) / pairs.length,
    missing: counted.length === 0 ? 1 : missing.length / counted.length,
    extra: files.length === 0 ? 1 : extra.length / files.length,
  };
  const album = commonest(files.map((file) => file.album));
  if (album !== '') known.album = textDistance(comparedText(album), comparedText(release.title));
  const artist = commonest(files.map((file) => (file.albumArtist === '' ? file.artist : file.albumArtist)));
  const hasAlbumArtist = files.some((file) => file.albumArtist !== '');
  if (artist !== '' && (hasAlbumArtist || !isByVarious(release))) {
    known.artist = textDistance(comparedText(artist), comparedText(creditText(release.credits)));
  }
  const releaseId = commonest(files.map((file) => file.releaseId));
  if (releaseId !== '') known.release = releaseId === release.id ? 0 : 1;
  const year = commonest(files.map((file) => (file.year === null ? '' : String(file.year))));
  if (year !== '' && release.date !== '') known.year = year === release.date.slice(0, 4) ? 0 : 1;
  const discs = Math.max(0, ...files.map((file) => file.disc ?? 0));
  if (discs > 0) known.discs = discs <= release.media.length ? 0 : 1;
  const heard = pairs.filter(({ bySound }) => bySound).length;
  const names = pairs.length === 0 ? 1 : 1 - (1 - NAMES_BESIDE_SOUND) * (heard / pairs.length);
  const distance = weighted(known, RELEASE_WEIGHTS, (property) =>
    property === 'album' || property === 'artist' ? names : 1,
  );
  return { score: pairs.length === 0 ? 0 : 1 - distance, pairs, missing, extra, distances: known };
}

/** The value that most have, of those that are not empty; empty where none is. */
export function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  let [best, most] = ['', 0];
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
}
