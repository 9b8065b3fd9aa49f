/** `descant copy QUERY DIR`: makes a folder hold copies of tracks with their tags, for a device or another person. */
import { resolve } from 'node:path';
import { COPY_FORMATS, type CopyFormat, type CopyResult } from '../../../app/model/copies.ts';
import { NAME_TARGETS, type NameTarget } from '../../../app/model/mount.ts';
import { AS_OF, asOfOption } from '../as-of-option.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { finishedQuery } from '../finished-query.ts';
import { CancelledError, interruptible, showProgress, showRunning } from '../long-work.ts';
import { noMatch } from '../no-match.ts';
import { countOf, formatBytes, printJson, printLines } from '../output.ts';

const POLL_MS = 500;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    template: { type: 'string' },
    names: { type: 'string' },
    convert: { type: 'string' },
    sidecars: { type: 'boolean', default: false },
    'best-copies': { type: 'boolean', default: false },
    delete: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    ...AS_OF,
  });
  const named = positionals.at(-1);
  if (named === undefined || positionals.length < 2) {
    throw new UsageError('copy takes a query and a folder, such as descant copy "rating:4.." /media/player/Music');
  }
  const names = nameTarget(values.names);
  const convert = copyFormat(values.convert);
  const dryRun = values['dry-run'];
  const then = asOfOption(values['as-of']);
  const query = finishedQuery(positionals.slice(0, -1));
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      await api.copies.start.mutate({
        directory: resolve(named),
        query,
        ...then,
        template: values.template ?? null,
        names,
        convert,
        sidecars: values.sidecars,
        bestCopies: values['best-copies'],
        delete: values.delete,
        dryRun,
      });
      const { directory, result } = await untilDone(api, signal);
      showProgress('');
      if (query !== '' && isNothing(result)) throw noMatch(query);
      if (values.json) printJson({ directory, dryRun, ...result });
      else printLines(words(result, directory, { dryRun, delete: values.delete }));
      if (result.cancelled) throw new CancelledError('the copying was cancelled; the next run goes on from here');
      return result.failed.length > 0 ? 1 : 0;
    }),
  );
}

/** Whether there was no track to copy, and no copy of an earlier run that could be out of date. */
function isNothing({ copied, unchanged, stale, failed, cancelled }: CopyResult): boolean {
  return !cancelled && copied.length + unchanged + stale.length + failed.length === 0;
}

/** @throws the error of a run that failed */
async function untilDone(api: Api, signal: AbortSignal): Promise<{ directory: string; result: CopyResult }> {
  const cancel = (): void => void api.copies.cancel.mutate().catch(() => {});
  signal.addEventListener('abort', cancel);
  showProgress('copy: reading the library');
  for (;;) {
    const { state, isPaused, directory, done, total, path, message, code } = await api.copies.wait.mutate({
      milliseconds: POLL_MS,
    });
    if (state === 'running') {
      if (total !== null) showRunning(`copy: ${done} of ${total}, ${path}`, { isPaused });
      continue;
    }
    const result = await api.copies.result.query();
    if (directory !== null && result !== null) return { directory, result };
    if (state === 'cancelled') throw new CancelledError('the copying was cancelled; the next run goes on from here');
    throw Object.assign(new Error(message ?? 'nothing was copied'), { code: code ?? 'INTERNAL', path: directory });
  }
}

function words(
  { copied, unchanged, deleted, stale, failed, bytes }: CopyResult,
  directory: string,
  options: { readonly dryRun: boolean; readonly delete: boolean },
): string[] {
  const kept = stale.length - deleted.length;
  return [
    ...(options.dryRun ? [...copied.map((path) => `+ ${path}`), ...deleted.map((path) => `- ${path}`)] : []),
    `${directory}: ${countOf(copied.length, 'file')} ${options.dryRun ? 'to copy' : 'copied'} (${formatBytes(bytes)}), ${unchanged} unchanged, ${deleted.length} ${options.dryRun ? 'to delete' : 'deleted'}`,
    ...(kept > 0 && !options.delete
      ? [`${countOf(kept, 'file')} of tracks that the query does not find any more; --delete removes them`]
      : []),
    ...failed.map(({ path, message }) => `${path}: ${message}`),
  ];
}

function nameTarget(asked: string | undefined): NameTarget | null {
  if (asked === undefined) return null;
  const known = NAME_TARGETS.find((target) => target === asked);
  if (known) return known;
  throw new UsageError(`--names takes ${NAME_TARGETS.join(', ')}, not "${asked}"`);
}

function copyFormat(asked: string | undefined): CopyFormat | null {
  if (asked === undefined) return null;
  const known = COPY_FORMATS.find((format) => format === asked);
  if (known) return known;
  throw new UsageError(`--convert takes ${COPY_FORMATS.join(', ')}, not "${asked}"`);
}
