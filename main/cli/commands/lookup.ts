/** `descant lookup FILE…`: which tracks of the library files are, or are a part of. */
import { resolve } from 'node:path';
import type { RecognisedTrack, RecognitionCoverage } from '../../../app/model/recognition.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import { interruptible, showingTime } from '../long-work.ts';
import {
  countOf,
  describeError,
  formatDuration,
  printError,
  printJson,
  printLines,
  table,
  type PrintableError,
} from '../output.ts';

/** The most that the library gives. */
const MOST = 20;

type Result =
  | { readonly file: string; readonly matches: readonly RecognisedTrack[] }
  | { readonly file: string; readonly error: PrintableError };

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals: files } = readArguments(argv, { limit: { type: 'string', default: '5' } });
  if (files.length === 0 || files.includes('')) throw new UsageError('name a file, or several');
  const limit = readNumber('--limit', values.limit, 1, MOST);
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      const results: Result[] = [];
      for (const [at, file] of files.entries()) {
        if (signal.aborted) break;
        try {
          const asked = api.recognition.lookup.query({ path: resolve(file), limit }, { signal });
          const matches = await showingTime(files.length > 1 ? `${at + 1} of ${files.length}: ${file}` : file, asked);
          results.push({ file, matches });
          if (!values.json) printText(file, matches);
        } catch (error) {
          // Ctrl-C ends the decoding of a long file, too.
          if (signal.aborted) break;
          results.push({ file, error: { ...describeError(error), path: resolve(file) } });
          if (!values.json) printError(new Error(`${file}: ${describeError(error).message}`), false);
        }
      }
      const coverage = await api.recognition.coverage.query();
      if (values.json) printJson({ results: results.map(shown), coverage });
      else printLines(coverageLines(coverage));
      return results.length < files.length || results.some((result) => 'error' in result) ? 1 : 0;
    }),
  );
}

function shown(result: Result): unknown {
  if ('error' in result) return { ...result, matches: [] };
  return {
    file: result.file,
    matches: result.matches.map(({ track, ...match }) => ({
      trackId: track.id,
      title: track.title,
      artist: track.artist,
      album: track.album,
      ...match,
    })),
  };
}

/** Nothing where all tracks can be found. */
function coverageLines({ tracks, pending, isFilling }: RecognitionCoverage): string[] {
  return [
    ...(pending > 0
      ? [
          `${pending} of ${countOf(tracks, 'track')} ${pending === 1 ? 'is' : 'are'} not analysed yet, so a match may be missing: descant scan --wait analysis`,
        ]
      : []),
    ...(isFilling ? ['The fingerprint index is being filled, so a match may be missing.'] : []),
  ];
}

const KIND_WORDS = { same: 'the same recording', clip: 'a part of it', related: 'related' } as const;

function printText(file: string, matches: readonly RecognisedTrack[]): void {
  printLines([`${file}:${matches.length === 0 ? ' not in the library' : ''}`]);
  printLines(
    table(
      matches.map(({ track, kind, score, offset, length }) => [
        `  ${String(track.id)}`,
        score.toFixed(2),
        KIND_WORDS[kind],
        length === 0 ? '' : `${formatDuration(length)} at ${formatDuration(Math.max(0, offset))}`,
        `${track.artist} – ${track.title}`,
      ]),
    ),
  );
}
