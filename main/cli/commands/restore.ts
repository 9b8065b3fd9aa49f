/** `descant restore`: lists the backups of the edits, or puts one in the place of the library's database. */
import { resolve, sep } from 'node:path';
import { listBackups } from '../../../app/backup/backup-folder.ts';
import { restoreBackup } from '../../../app/backup/restore-backup.ts';
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { usePrivateUmask } from '../../private-umask.ts';
import { readArguments, UsageError } from '../command-line.ts';
import { countOf, formatBytes, formatTime, printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {});
  if (positionals.length > 1) throw new UsageError('restore takes one backup');
  const library = libraryFolder(values.library);
  const [named] = positionals;
  if (named === undefined) list(library, values.json);
  else await restore(library, pathOf(library, named), values.json);
  return 0;
}

function list(library: string, json: boolean): void {
  const backups = listBackups(library);
  if (json) return printJson({ backups });
  if (backups.length === 0) return printLines([`there is no backup in ${library}`]);
  printLines(table(backups.map(({ path, at, bytes }) => [formatTime(at), formatBytes(bytes), path])));
}

/** `latest`, a name in the backups' folder, or a path. */
function pathOf(library: string, named: string): string {
  const backups = listBackups(library);
  if (named === 'latest') {
    const latest = backups[0];
    if (latest === undefined) {
      const message = `there is no backup in ${library}; the service makes one a day once something was edited`;
      throw Object.assign(new Error(message), { code: 'NO_BACKUP', path: library });
    }
    return latest.path;
  }
  return backups.find(({ path }) => path.endsWith(sep + named))?.path ?? resolve(named);
}

async function restore(library: string, path: string, json: boolean): Promise<void> {
  const restoreUmask = usePrivateUmask();
  try {
    const { batches, tracks, whole, replaced } = await restoreBackup(library, path);
    if (json) return printJson({ restored: path, batches, tracks, ...whole, replaced });
    printLines([
      whole === null
        ? `${path} restored: ${countOf(batches, 'change')} of ${countOf(tracks, 'track')}`
        : `${path} restored: ${countOf(tracks, 'track')}, ${countOf(batches, 'change')}, ${countOf(whole.pictures, 'picture')}`,
      ...(replaced === null ? [] : [`the database before is kept as ${replaced}`]),
      whole === null
        ? 'descant scan brings back the tracks without edits; their sound is analysed again'
        : 'if the music lies elsewhere now, descant scan FOLDER adds its folder: tracks are known by their sound',
    ]);
  } finally {
    restoreUmask();
  }
}
