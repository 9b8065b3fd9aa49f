/**
 * `descant history [ID | --batch N | compact]`: the edits of the library, those that have words, those of one track or of one
 * batch; or makes the history of old edits smaller.
 */
import { BATCH_MAKERS } from '../../../app/model/history.ts';
import { readArguments, readNumber, refuseBeside, UsageError, withLibrary } from '../command-line.ts';
import { changeWords, showBatch } from '../batch-content.ts';
import { compactHistory, compactionDate } from '../compact-history.ts';
import { countOf, formatTime, printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(
    argv,
    {
      limit: { type: 'string', default: '100' },
      batch: { type: 'string' },
      by: { type: 'string' },
      find: { type: 'string' },
      before: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
    1,
  );
  const by = BATCH_MAKERS.find((maker) => maker === values.by);
  if (values.by !== undefined && by === undefined) throw new UsageError(`--by takes ${BATCH_MAKERS.join(', ')}`);
  if (positionals[0] === 'compact') {
    const before = compactionDate(values.before);
    const output = { json: values.json, dryRun: values['dry-run'] };
    return withLibrary(values.library, async ({ api }) => compactHistory(api, before, output));
  }
  if (values.before !== undefined || values['dry-run']) {
    throw new UsageError('--before and --dry-run belong to history compact');
  }
  for (const name of ['by', 'find'] as const) {
    if (values[name] !== undefined && (positionals.length > 0 || values.batch !== undefined)) {
      throw new UsageError(`--${name} lists the batches of the library: leave out the track and --batch`);
    }
  }
  if (values.batch !== undefined) {
    refuseBeside('--batch', { 'the track': positionals.length > 0 });
    const batch = readNumber('--batch', values.batch, 1);
    const limit = readNumber('--limit', values.limit, 1, 1000);
    return withLibrary(values.library, async ({ api }) => showBatch(api, { batch, limit, json: values.json }));
  }
  return withLibrary(values.library, async ({ api }) => {
    if (positionals[0] !== undefined) {
      const id = readNumber('history', positionals[0], 1);
      await api.tracks.get.query({ id });
      const edits = await api.history.ofTrack.query({ id });
      if (values.json) printJson({ edits });
      else {
        printLines(
          edits.map(
            (edit) =>
              `${formatTime(edit.at)}  ${edit.author}  ${changeWords(edit)}  (batch ${edit.batch}${edit.undoneBy === null ? '' : ', undone'})`,
          ),
        );
      }
      return 0;
    }
    const batches = await api.history.list.query({
      limit: readNumber('--limit', values.limit, 1, 10_000),
      ...(by === undefined ? {} : { by }),
      ...(values.find === undefined ? {} : { find: wordsOf(values.find) }),
    });
    if (values.json) printJson({ batches });
    else {
      printLines(
        table(
          batches.map((batch) => [
            String(batch.id),
            formatTime(batch.at),
            batch.author,
            batch.tracks === 0 && batch.playlists.length > 0
              ? countOf(batch.playlists.length, 'playlist')
              : countOf(batch.tracks, 'track'),
            batch.fields.join(', '),
            batch.note,
            [batch.undoneBy === null ? '' : 'undone', batch.compacted ? 'compacted' : ''].filter(Boolean).join(', '),
          ]),
        ),
      );
    }
    return 0;
  });
}

/** The words of a text, as the API takes them: each has one meaning. */
function wordsOf(text: string): string[][] {
  return text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => [word]);
}
