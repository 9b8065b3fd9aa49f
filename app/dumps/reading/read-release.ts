/** Releases and recordings as MusicBrainz' JSON dumps have them: the form of its web service, with more in it. */
import { refusedPart, z } from '../../model/schema.ts';
import { creditText, type Release } from '../../identification/release.ts';
import { creditsAnswer, creditsOf, releaseAnswer, releaseOf } from '../../identification/sources/musicbrainz-reader.ts';
import type { RecordingRow, ReleaseRow } from './dump-row.ts';
import { LineError, uuidIn, type LineObject } from './line-values.ts';

/** Of a release: the longest ones have a few thousand. */
const MOST_TRACKS = 20_000;
/** Numbers of discs and tracks. */
const MOST_POSITION = 100_000;
const MOST_TEXT = 1000;
const MOST_ISRCS = 100;
/** Seconds; what is longer is a mistake. */
const LONGEST = 7 * 24 * 3600;

const recording = z.object({
  title: z.string().nullish(),
  length: z.number().nullish(),
  isrcs: z.array(z.string()).nullish(),
  'artist-credit': creditsAnswer,
});

/** @throws LineError */
export function readRelease(line: LineObject): ReleaseRow {
  const mbid = uuidIn(line, 'id');
  const read = releaseAnswer.safeParse({ ...line, id: (line['id'] as string).toLowerCase() });
  if (!read.success) throw new LineError(problemOf(read.error));
  const release = releaseOf(read.data);
  if (release.tracks.length > MOST_TRACKS) {
    throw new LineError(`the release has ${release.tracks.length} tracks; up to ${MOST_TRACKS} are taken`);
  }
  const positions = [...release.media, ...release.tracks].map(({ position }) => position);
  const discs = release.tracks.map(({ disc }) => disc);
  if (![...positions, ...discs].every((number) => Number.isInteger(number) && number >= 0 && number <= MOST_POSITION)) {
    throw new LineError(`a position is no whole number from 0 to ${MOST_POSITION}`);
  }
  return { kind: 'release', mbid, release: withoutMistakenLengths(release) };
}

/** @throws LineError */
export function readRecording(line: LineObject): RecordingRow {
  const mbid = uuidIn(line, 'id');
  const read = recording.safeParse(line);
  if (!read.success) throw new LineError(problemOf(read.error));
  const { title, length, isrcs, 'artist-credit': credits } = read.data;
  return {
    kind: 'recording',
    mbid,
    title: (title ?? '').slice(0, MOST_TEXT),
    artist: creditText(creditsOf(credits)).slice(0, MOST_TEXT),
    length: length && length > 0 && length <= LONGEST * 1000 ? Math.round(length) : null,
    isrcs: (isrcs ?? []).slice(0, MOST_ISRCS),
  };
}

/** The release without lengths that no track has. */
function withoutMistakenLengths(release: Release): Release {
  const isTooLong = ({ length }: Release['tracks'][number]): boolean => length !== null && length > LONGEST;
  if (!release.tracks.some(isTooLong)) return release;
  return {
    ...release,
    tracks: release.tracks.map((track) => (isTooLong(track) ? { ...track, length: null } : track)),
  };
}

function problemOf({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'it has another form' : refusedPart(issue.path.join('.'), issue.message);
}
