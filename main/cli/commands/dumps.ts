/** `descant dumps`: published data of AcoustID and MusicBrainz, by which tracks are identified without the network. */
import { resolve } from 'node:path';
import type { DumpProgress } from '../../../app/model/dumps.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { addedLines, estimateLines, progressLine, summaryLines } from '../dump-lines.ts';
import { CancelledError, interruptible, showProgress, showRunning } from '../long-work.ts';
import { formatBytes, printJson, printLines } from '../output.ts';

const POLL_MS = 500;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { 'dry-run': { type: 'boolean', default: false } });
  const [verb, ...names] = positionals;
  const { json } = values;
  if (verb !== undefined && verb !== 'add' && verb !== 'remove') {
    throw new UsageError(`dumps takes add or remove, not "${verb}"`);
  }
  if (verb === 'add' && names.length === 0) throw new UsageError('dumps add takes files or folders');
  if (verb !== 'add' && (names.length > 0 || values['dry-run'])) {
    throw new UsageError('files and --dry-run belong to dumps add');
  }
  const paths = names.map((name) => resolve(name));
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      if (verb === undefined) return show(api, json);
      if (verb === 'remove') return remove(api, json);
      return values['dry-run'] ? estimate(api, paths, json) : add(api, paths, json, signal);
    }),
  );
}

async function show(api: Api, json: boolean): Promise<number> {
  const summary = await api.dumps.summary.query();
  if (json) printJson(summary);
  else printLines(summaryLines(summary));
  return 0;
}

async function remove(api: Api, json: boolean): Promise<number> {
  const removed = await api.dumps.remove.mutate();
  const words = removed.bytes === 0 ? 'no dumps were read' : `removed; ${formatBytes(removed.bytes)} are free again`;
  if (json) printJson(removed);
  else printLines([words]);
  return 0;
}

/** Fails where there is no room. */
async function estimate(api: Api, paths: readonly string[], json: boolean): Promise<number> {
  const found = await api.dumps.estimate.query({ paths: [...paths] });
  if (json) printJson(found);
  else printLines([...estimateLines(found), ...(found.hasRoom ? [] : ['the disk has no room for it'])]);
  return found.hasRoom ? 0 : 1;
}

/** Fails where lines were not taken. */
async function add(api: Api, paths: readonly string[], json: boolean, signal: AbortSignal): Promise<number> {
  await api.dumps.start.mutate({ paths: [...paths] });
  const progress = await untilDone(api, json, signal);
  showProgress('');
  if (progress.state === 'cancelled') {
    throw new CancelledError(progress.message ?? 'adding dumps was cancelled');
  }
  if (progress.state === 'failed') {
    throw Object.assign(new Error(progress.message ?? 'adding dumps failed'), { code: progress.code ?? 'INTERNAL' });
  }
  if (json) printJson(progress);
  else printLines(addedLines(progress));
  return progress.refused > 0 || progress.damaged > 0 ? 1 : 0;
}

async function untilDone(api: Api, json: boolean, signal: AbortSignal): Promise<DumpProgress> {
  const cancel = (): void => void api.dumps.cancel.mutate().catch(() => {});
  signal.addEventListener('abort', cancel);
  let isEstimated = false;
  for (;;) {
    const progress = await api.dumps.wait.mutate({ milliseconds: POLL_MS });
    if (progress.estimate !== null && !isEstimated && !json) {
      showProgress('');
      printLines(estimateLines(progress.estimate));
      isEstimated = true;
    }
    if (progress.state !== 'running') return progress;
    showRunning(progressLine(progress), progress);
  }
}
