/**
 * `descant duplicates`: recordings that the library has more than once, found by their fingerprints. It changes
 * nothing.
 */
import type { SoundCopy, SoundMatches } from '../../../app/model/duplicates.ts';
import { groupsOf } from '../../../app/duplicates/groups.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, formatBytes, formatDuration, printJson, printLines, table } from '../output.ts';

/** Files that are compared per call. */
const PAGE = 200;

interface Recording {
  /** The lowest score of two copies that were compared. */
  readonly score: number;
  /** The best first. */
  readonly tracks: readonly SoundCopy[];
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
      const scores = new Map<string, { readonly tracks: readonly [number, number]; readonly score: number }>();
      let compared = 0;
      for await (const page of pages(api, least, signal)) {
        for (const match of page.matches) scores.set(match.tracks.toSorted((a, b) => a - b).join(' '), match);
        compared += page.compared;
        showProgress(`duplicates: ${compared} of ${analysed}`);
      }
      showProgress('');
      if (signal.aborted) {
        throw new CancelledError(`the comparison was cancelled after ${compared} of ${countOf(analysed, 'track')}`);
      }
      const recordings: Recording[] = [];
      for (const { ids, score } of recordingsOf([...scores.values()])) {
        recordings.push({ score, tracks: await api.duplicates.copies.query({ ids: ids.slice(0, 1000) }) });
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

function recordingsOf(matches: SoundMatches['matches']): { readonly ids: readonly number[]; readonly score: number }[] {
  const groups = groupsOf(matches.map(({ tracks }) => tracks));
  const groupOf = new Map(groups.flatMap((ids, group) => ids.map((id) => [id, group] as const)));
  const lowest = groups.map(() => 1);
  for (const { tracks, score } of matches) {
    const group = groupOf.get(tracks[0]) ?? 0;
    lowest[group] = Math.min(lowest[group] ?? 1, score);
  }
  return groups.map((ids, group) => ({ ids, score: lowest[group] ?? 1 }));
}

function printText(recordings: readonly Recording[], compared: number, pending: number): void {
  for (const { tracks } of recordings) {
    printLines(
      table(
        tracks.map(({ id, kind, bitrate, duration, bytes, path }, at) => [
          at === 0 ? 'best' : '',
          String(id),
          kind,
          `${Math.round(bitrate / 1000)} kbit/s`,
          formatDuration(duration),
          formatBytes(bytes),
          path,
        ]),
      ),
    );
    printLines(['']);
  }
  const spare = recordings.flatMap(({ tracks }) => tracks.slice(1));
  printLines([
    `${countOf(recordings.length, 'recording')} with several copies among ${countOf(compared, 'track')}; all copies but the best take ${formatBytes(spare.reduce((sum, { bytes }) => sum + bytes, 0))}.`,
    ...(pending > 0 ? [`${countOf(pending, 'track')} not analysed yet: descant scan --wait analysis`] : []),
  ]);
}
