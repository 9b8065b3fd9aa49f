/**
 * `descant duplicates`: recordings that the library has more than once, found by their fingerprints. It changes
 * nothing.
 */
import type { SoundCopy, SoundMatches, SoundPair } from '../../../app/model/duplicates.ts';
import { pairKey, recordingsOf } from '../../../app/duplicates/recordings.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, formatBytes, formatDuration, printJson, printLines, table } from '../output.ts';

/** Files that are compared per call. */
const PAGE = 200;
/** Tracks whose data one call gives. */
const MOST_COPIES = 1000;

/** A track that is a part of another: an excerpt, a crop, a clip. */
interface Part extends SoundCopy {
  /** The track that it is a part of. */
  readonly of: number;
  /** Seconds from its beginning. */
  readonly offset: number;
  readonly score: number;
}

interface Recording {
  /** The lowest score of two copies that were compared; 1 for a recording that has only parts. */
  readonly score: number;
  /** The best first. */
  readonly tracks: readonly SoundCopy[];
  readonly parts: readonly Part[];
}

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, { score: { type: 'string', default: '0.75' } });
  const least = Number(values.score);
  if (!(least >= 0.4 && least <= 1)) {
    throw new UsageError(`--score takes a number from 0.4 to 1, not "${values.score}"`);
  }
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      const { analysed, pending } = await api.duplicates.count.query();
      const pairs = new Map<string, SoundPair>();
      let compared = 0;
      for await (const page of pages(api, least, signal)) {
        for (const match of page.matches) pairs.set(pairKey(match), match);
        compared += page.compared;
        showProgress(`duplicates: ${compared} of ${analysed}`);
      }
      showProgress('');
      if (signal.aborted) {
        throw new CancelledError(`the comparison was cancelled after ${compared} of ${countOf(analysed, 'track')}`);
      }
      const recordings: Recording[] = [];
      for (const { ids, score, parts } of recordingsOf(pairs.values())) {
        const tracks = await api.duplicates.copies.query({ ids: ids.slice(0, MOST_COPIES) });
        recordings.push({ score, tracks, parts: await partsOf(api, parts) });
      }
      if (values.json) printJson({ compared, pending, recordings });
      else printText(recordings, compared, pending);
      return 0;
    }),
  );
}

/** Ends early on Ctrl-C. */
async function* pages(api: Api, least: number, signal: AbortSignal): AsyncGenerator<SoundMatches> {
  for (let after: number | null = 0; after !== null && !signal.aborted;) {
    const page: SoundMatches = await api.duplicates.matches.query({ after, limit: PAGE, least });
    yield page;
    after = page.after;
  }
}

async function partsOf(api: Api, pairs: readonly SoundPair[]): Promise<Part[]> {
  if (pairs.length === 0) return [];
  const ids = pairs.map(({ tracks: [part] }) => part).slice(0, MOST_COPIES);
  const tracks = new Map((await api.duplicates.copies.query({ ids })).map((track) => [track.id, track]));
  return pairs.flatMap(({ tracks: [part, of], score, offset }) => {
    const track = tracks.get(part);
    return track === undefined ? [] : [{ ...track, why: null, of, offset, score }];
  });
}

function printText(recordings: readonly Recording[], compared: number, pending: number): void {
  for (const { tracks, parts } of recordings) {
    printLines(
      table([
        ...tracks.map((track, at) => rowOf(at === 0 ? 'best' : '', track, track.why ?? '')),
        ...parts.map((part) => rowOf('part', part, `of ${part.of} from ${formatDuration(Math.max(0, part.offset))}`)),
      ]),
    );
    printLines(['']);
  }
  const several = recordings.filter(({ tracks }) => tracks.length > 1);
  const spare = several.flatMap(({ tracks }) => tracks.slice(1));
  const parts = recordings.flatMap((recording) => recording.parts);
  printLines([
    `${countOf(several.length, 'recording')} with several copies among ${countOf(compared, 'track')}; all copies but the best take ${formatBytes(spare.reduce((sum, { bytes }) => sum + bytes, 0))}.`,
    ...(parts.length > 0
      ? [`${countOf(parts.length, 'track')} ${parts.length === 1 ? 'is' : 'are'} a part of another.`]
      : []),
    ...(pending > 0 ? [`${countOf(pending, 'track')} not analysed yet: descant scan --wait analysis`] : []),
  ]);
}

function rowOf(word: string, { id, kind, bitrate, duration, bytes, path }: SoundCopy, remark: string): string[] {
  return [
    word,
    String(id),
    kind,
    `${Math.round(bitrate / 1000)} kbit/s`,
    formatDuration(duration),
    formatBytes(bytes),
    remark,
    path,
  ];
}
