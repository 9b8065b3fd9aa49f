/** `descant import SOURCE`: ratings, plays, dates and playlists from another program. */
import { resolve } from 'node:path';
import {
  SOURCE_KINDS,
  type ImportOutcomePage,
  type ImportProgress,
  type ImportReport,
  type SourceKind,
} from '../../../app/model/imports.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { importLines, nothingIn, notFoundLine } from '../import-lines.ts';
import { CancelledError, interruptible, showProgress, showRunning } from '../long-work.ts';
import { printLines } from '../output.ts';
import { importFiles } from '../playlists/playlist-files.ts';
import { standardOutput } from '../text-sink.ts';

/** Playlist files, by their extension, and names of `--from` that mean one. */
const PLAYLIST_FILE = /\.(m3u8?|xspf|nsp)$/i;
const PLAYLIST_KINDS = new Set(['m3u', 'xspf', 'nsp', 'picard-nsp']);

const POLL_MS = 500;
const PAGE = 1000;
/** Records that were not found and are listed; with --json all are. */
const MOST_LISTED = 20;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    from: { type: 'string' },
    map: { type: 'string', multiple: true, default: [] },
    overwrite: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  });
  const [source, ...others] = positionals;
  if (source === undefined || others.length > 0) throw new UsageError('import takes one file or folder');
  if (isPlaylist(source, values.from)) {
    const output = { json: values.json, dryRun: values['dry-run'] };
    return withLibrary(values.library, ({ api }) => importFiles(api, [source], undefined, output));
  }
  const request = {
    source: resolve(source),
    from: kindOf(values.from),
    maps: values.map,
    dryRun: values['dry-run'],
    overwrite: values.overwrite,
  };
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      await api.imports.start.mutate(request);
      const ended = await untilDone(api, signal);
      if (ended.state === 'cancelled') throw new CancelledError('the import was cancelled; nothing was changed');
      if (ended.state === 'failed') {
        throw Object.assign(new Error(ended.message ?? 'the import failed'), { code: ended.code ?? 'INTERNAL' });
      }
      const report = (await api.imports.report.query())!;
      showProgress('');
      try {
        await (values.json ? printAll(api, report) : printReport(api, report));
      } finally {
        await api.imports.forget.mutate();
      }
      return report.notFound.ambiguous + report.notFound.unknown === 0 && !nothingIn(report) ? 0 : 1;
    }),
  );
}

function isPlaylist(source: string, kind: string | undefined): boolean {
  return kind === undefined ? PLAYLIST_FILE.test(source) : PLAYLIST_KINDS.has(kind.toLowerCase());
}

function kindOf(asked: string | undefined): SourceKind | null {
  if (asked === undefined) return null;
  const kind = SOURCE_KINDS.find((one) => one === asked.toLowerCase());
  if (kind) return kind;
  throw new UsageError(`--from takes ${[...SOURCE_KINDS, ...PLAYLIST_KINDS].join(', ')}, not "${asked}"`);
}

async function untilDone(api: Api, signal: AbortSignal): Promise<ImportProgress> {
  const cancel = (): void => void api.imports.cancel.mutate().catch(() => {});
  signal.addEventListener('abort', cancel);
  for (;;) {
    const progress = await api.imports.wait.mutate({ milliseconds: POLL_MS });
    if (progress.state !== 'running') return progress;
    showRunning(`${progress.step ?? 'import'}: ${progress.done} of ${progress.total ?? '?'}`, progress);
  }
}

async function printReport(api: Api, report: ImportReport): Promise<void> {
  printLines(importLines(report));
  const missing = report.notFound.ambiguous + report.notFound.unknown;
  if (missing === 0) return;
  const { outcomes } = await api.imports.outcomes.query({ limit: MOST_LISTED, missing: true });
  printLines(outcomes.map(notFoundLine));
  if (missing > outcomes.length) printLines([`… and ${missing - outcomes.length} more; --json lists all`]);
}

/** One JSON object, written page by page: the report, with all records. */
async function printAll(api: Api, report: ImportReport): Promise<void> {
  const output = standardOutput();
  await output.write(`${JSON.stringify(report).slice(0, -1)},"outcomes":[`);
  let isFirst = true;
  for (let after: number | null = 0; after !== null;) {
    const page: ImportOutcomePage = await api.imports.outcomes.query({ after, limit: PAGE });
    if (page.outcomes.length > 0) {
      await output.write(`${isFirst ? '' : ','}${page.outcomes.map((outcome) => JSON.stringify(outcome)).join(',')}`);
      isFirst = false;
    }
    after = page.next;
  }
  await output.write(']}\n');
}
