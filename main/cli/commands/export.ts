/** `descant export`: everything the library knows about tracks, for other programs. */
import { extname, resolve } from 'node:path';
import { exportFormat, type ExportFormat } from '../../../app/library/export-formats.ts';
import { EXPORT_FORMATS, type ExportFormatName } from '../../../app/model/export.ts';
import { AS_OF, asOfOption } from '../as-of-option.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, printJson, printLines } from '../output.ts';
import { refuseOwnPlace, refuseTakenPlace } from '../taken-place.ts';
import { atomicFile, ReaderGoneError, standardOutput, type TextSink } from '../text-sink.ts';

const PAGE = 250;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    format: { type: 'string' },
    output: { type: 'string' },
    history: { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
    ...AS_OF,
  });
  const output = values.output === undefined ? null : resolve(values.output);
  const format = exportFormat(formatName(values.format, output), values.history);
  const then = asOfOption(values['as-of']);
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      const query = positionals.join(' ');
      if (output !== null) {
        await refuseTakenPlace(api, output, values.force);
        await refuseOwnPlace(api, output);
      }
      const total = await api.exported.count.query({ query, ...then });
      const sink = output === null ? standardOutput() : await atomicFile(output, values.force);
      let tracks: number;
      try {
        tracks = await writeExport(api, { query, history: values.history, ...then }, format, sink, total, signal);
        await sink.finish();
      } catch (error) {
        await sink.discard();
        if (error instanceof ReaderGoneError) return 0;
        throw signal.aborted ? new CancelledError('the export was cancelled; no file was written') : error;
      }
      showProgress('');
      if (output !== null && values.json) printJson({ output, tracks });
      else if (output !== null) printLines([`${countOf(tracks, 'track')} written to ${output}`]);
      return 0;
    }),
  );
}

/** @returns how many tracks were written */
async function writeExport(
  api: Api,
  what: { query: string; history: boolean; asOf?: number },
  format: ExportFormat,
  sink: TextSink,
  total: number,
  signal: AbortSignal,
): Promise<number> {
  let written = 0;
  await sink.write(format.head);
  for (let after: number | null = 0; after !== null;) {
    signal.throwIfAborted();
    const page: Awaited<ReturnType<Api['exported']['tracks']['query']>> = await api.exported.tracks.query(
      { ...what, after, limit: PAGE },
      { signal },
    );
    await sink.write(format.page(page.tracks, written === 0));
    written += page.tracks.length;
    after = page.next;
    showProgress(`export: ${written} of ${total}`);
  }
  await sink.write(format.foot);
  return written;
}

function formatName(asked: string | undefined, output: string | null): ExportFormatName {
  const name = asked ?? (output === null ? 'json' : extname(output).slice(1).toLowerCase());
  const known = EXPORT_FORMATS.find((format) => format === name);
  if (known) return known;
  if (asked === undefined) return 'json';
  throw new UsageError(`--format takes ${EXPORT_FORMATS.join(', ')}, not "${asked}"`);
}
