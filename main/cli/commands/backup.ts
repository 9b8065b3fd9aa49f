/** `descant backup FILE`: writes the whole library into one file, for `descant restore`; `descant backup list` lists those of the edits. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { BackupProgress } from '../../../app/model/backup.ts';
import { isWithin } from '../../../app/storage/outside-place.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, formatBytes, formatTime, printJson, printLines, table } from '../output.ts';
import { ownFolders } from '../taken-place.ts';
import { FileExistsError, noFolder } from '../text-sink.ts';

const POLL_MS = 500;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { force: { type: 'boolean', default: false } });
  const [named] = positionals;
  if (named === undefined || positionals.length > 1) throw new UsageError('backup takes the file to write, or list');
  if (named === 'list') {
    if (values.force) throw new UsageError('backup list takes no --force');
    return withLibrary(values.library, async ({ api }) => list(api, values.json));
  }
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      const path = await placeOf(api, resolve(named), values.force);
      await api.backup.start.mutate({ path, replace: values.force });
      const { state, written, message } = await untilDone(api, signal);
      if (state === 'cancelled') throw new CancelledError('the backup was cancelled; no file was written');
      if (written === null) {
        throw Object.assign(new Error(message ?? 'the backup failed'), { code: 'BACKUP_FAILED', path });
      }
      showProgress('');
      if (values.json) printJson({ path, ...written });
      else {
        printLines([
          `${path}: ${formatBytes(written.bytes)}, ${countOf(written.tracks, 'track')}, ${countOf(written.batches, 'change')}, ${countOf(written.pictures, 'picture')}`,
          `descant restore ${path} --library DIR puts it into a library; your music files are no part of it`,
        ]);
      }
      return 0;
    }),
  );
}

/** The backups of the edits, which the service makes. */
async function list(api: Api, json: boolean): Promise<number> {
  const backups = await api.backup.list.query();
  if (json) printJson({ backups });
  else if (backups.length === 0) printLines(['no backup yet: the service makes one a day once something was edited']);
  else printLines(table(backups.map(({ at, bytes, path }) => [formatTime(at), formatBytes(bytes), path])));
  return 0;
}

/** @throws errors for a file in the way, a missing folder, and a place inside the music or the library */
async function placeOf(api: Api, path: string, force: boolean): Promise<string> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder) throw new UsageError(`${path} is a folder; name a file`);
  if (existsSync(path) && !force) throw new FileExistsError(path);
  if (!existsSync(dirname(path))) throw noFolder(path);
  const place = join(realpathSync(dirname(path)), basename(path));
  const inside = (await ownFolders(api)).find((folder) => isWithin(place, folder));
  if (inside !== undefined) {
    throw Object.assign(
      new Error(`${path} is inside ${inside}; a backup belongs outside of the music and of the library`),
      { code: 'BAD_PLACE', path },
    );
  }
  return place;
}

async function untilDone(api: Api, signal: AbortSignal): Promise<BackupProgress> {
  const cancel = (): void => void api.backup.cancel.mutate().catch(() => {});
  signal.addEventListener('abort', cancel);
  for (;;) {
    const progress = await api.backup.wait.mutate({ milliseconds: POLL_MS });
    if (progress.state !== 'running') return progress;
    showProgress(`backup: ${progress.part ?? 'database'}, ${progress.done} of ${progress.total}`);
  }
}
