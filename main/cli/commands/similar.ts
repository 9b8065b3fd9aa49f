/** `descant similar ID|FILE`: the tracks most similar in sound to a track of the library or to any file. */
import { resolve } from 'node:path';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import { printJson, printLines, table } from '../output.ts';

/** The most that the library gives. */
const MOST = 200;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { limit: { type: 'string', default: '20' } }, 1);
  const [of] = positionals;
  if (of === undefined) throw new UsageError('name a track by its id, or a file');
  const limit = readNumber('--limit', values.limit, 1, MOST);
  return withLibrary(values.library, async ({ api }) => {
    let similar;
    if (/^\d+$/.test(of)) {
      const track = await api.tracks.get.query({ id: Number(of) });
      if (track.analysis === 'pending') {
        throw Object.assign(new Error(`track ${of} is not analysed yet: descant scan --wait analysis`), {
          code: 'NOT_ANALYSED',
        });
      }
      if (track.analysis === 'too-short') {
        throw Object.assign(
          new Error(`track ${of} is too short to be compared: it has less than three seconds of sound`),
          {
            code: 'TOO_SHORT',
            path: track.path,
          },
        );
      }
      if (track.analysis !== 'done') {
        throw Object.assign(new Error(`track ${of} cannot be compared: ${track.analysis.error}`), {
          code: 'NOT_ANALYSED',
          path: track.path,
        });
      }
      similar = await api.tracks.similar.query({ id: Number(of), limit });
    } else similar = await api.tracks.similarToFile.query({ path: resolve(of), limit });
    if (values.json) {
      printJson({
        similar: similar.map(({ track, score }) => ({
          id: track.id,
          score,
          title: track.title,
          artist: track.artist,
          album: track.album,
        })),
      });
    } else {
      printLines(
        table(similar.map(({ track, score }) => [score.toFixed(3), String(track.id), track.artist, track.title])),
      );
    }
    return 0;
  });
}
