/**
 * What in a library needs attention: checks with their numbers of findings, and the findings page by page. A page
 * begins after the last key of the page before, so that far pages cost no more than near ones.
 */
import type { HealthCheckName, HealthItem, HealthPage, HealthReport } from '../model/health.ts';
import type { Connection } from '../storage/connection.ts';
import { NEEDS_ATTENTION } from '../analysis/stored-analyses.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';
import { EFFECTIVE_TAGS } from '../library/query/field-columns.ts';
import { HAS_UNSHOWN_EDITS, registerUnshownEdits } from '../library/unshown-edits.ts';

interface Check {
  /** What to do about it. */
  readonly advice: string;
  /** SQL of the key that orders the pages: an integer that never changes. */
  readonly key: string;
  readonly columns: string;
  readonly from: string;
  readonly where: string;
}

interface ItemRow {
  readonly key: number;
  readonly trackId: number | null;
  readonly folder: Buffer | null;
  readonly name: Buffer | null;
  readonly path: string | null;
  readonly message: string;
  readonly since: number | null;
}

const FILES = 'file JOIN folder ON folder.id = file.folder_id JOIN track ON track.file_id = file.id';
const FILE_COLUMNS = 'track.id AS trackId, folder.path AS folder, file.name, NULL AS path';
const NO_ARTIST = "track.artist = ''";
const NO_TITLE = `coalesce(json_extract(${EFFECTIVE_TAGS}, '$.title[0]'), '') = ''`;

/** In the order in which they are reported. */
const CHECKS: Readonly<Record<HealthCheckName, Check>> = {
  unreadable: {
    advice: 'put a good copy of the file in its place, or let it be read by you; then run descant scan',
    key: 'file.id',
    columns: `${FILE_COLUMNS}, file.error AS message, file.scanned_at AS since`,
    from: FILES,
    where: 'file.error IS NOT NULL AND file.missing_since IS NULL',
  },
  damaged: {
    advice:
      'these files are shown and played as they are; write the tags of the original anew with a tag editor, then run descant scan',
    key: 'file.id',
    columns: `${FILE_COLUMNS}, file.damage AS message, file.scanned_at AS since`,
    from: FILES,
    where: 'file.damage IS NOT NULL AND file.missing_since IS NULL',
  },
  missing: {
    advice:
      'put the files back or plug in their disk, then run descant scan; their edits and history are kept for them',
    key: 'file.id',
    columns: `${FILE_COLUMNS}, 'the file is not where it was' AS message, file.missing_since AS since`,
    from: FILES,
    // Files of a folder that was taken out of the library are not reported.
    where: 'file.missing_since IS NOT NULL AND folder.root_id IS NOT NULL',
  },
  changed: {
    advice:
      'run descant scan, which reads these files again; if they still cannot be served, look at them with descant verify --deep',
    key: 'track.id',
    columns: `${FILE_COLUMNS}, mount_problem.message, mount_problem.at AS since`,
    from: `mount_problem JOIN track ON track.id = mount_problem.track_id JOIN file ON file.id = track.file_id
      JOIN folder ON folder.id = file.folder_id`,
    where: 'file.missing_since IS NULL',
  },
  unshown: {
    advice:
      'Descant has the edits, and the mount shows the file unchanged: convert or repair the file (ffmpeg -i FILE -c copy NEW does both for most), put it in its place and run descant scan',
    key: 'track.id',
    columns: `${FILE_COLUMNS}, 'no header can be written for this file, so the mount does not show its edits' AS message,
      track.edited_at AS since`,
    from: FILES,
    where: `file.missing_since IS NULL AND file.error IS NULL AND ${HAS_UNSHOWN_EDITS}`,
  },
  refused: {
    advice:
      'keep the file that was kept, or save its tags again in the mount without changing the sound; then dismiss the save in the app, which deletes the kept file',
    key: 'refused_save.id',
    columns: `track_id AS trackId, NULL AS folder, NULL AS name, path,
      author || ': ' || reason || iif(kept = '', '', ' (kept in ' || kept || ')') AS message, at AS since`,
    from: 'refused_save',
    where: '1',
  },
  unanalysed: {
    advice:
      'play the file: it may be damaged, and descant verify --deep says more; it is analysed again when it has changed, or with "Try again" in the app',
    key: 'file.id',
    columns: `${FILE_COLUMNS}, analysis.error AS message, analysis.analysed_at AS since`,
    from: `analysis JOIN file ON file.id = analysis.file_id JOIN folder ON folder.id = file.folder_id
      JOIN track ON track.file_id = file.id`,
    where: `${NEEDS_ATTENTION} AND file.error IS NULL AND file.missing_since IS NULL`,
  },
  untagged: {
    advice: 'name them: descant edit id:TRACK artist=… title=…',
    key: 'track.id',
    columns: `${FILE_COLUMNS}, iif(${NO_ARTIST}, iif(${NO_TITLE}, 'neither artist nor title', 'no artist'), 'no title') AS message, NULL AS since`,
    from: 'track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id',
    where: `track.present = 1 AND file.error IS NULL AND (${NO_ARTIST} OR ${NO_TITLE})`,
  },
};

/** The number of findings of each check, the most urgent check first. */
export function healthReport(connection: Connection): HealthReport {
  registerUnshownEdits(connection);
  const checks = (Object.entries(CHECKS) as [HealthCheckName, Check][]).map(([check, { advice, from, where }]) => ({
    check,
    count: connection.prepare<[], number>(`SELECT count(*) FROM ${from} WHERE ${where}`).pluck().get()!,
    advice,
  }));
  return { healthy: checks.every(({ count }) => count === 0), checks };
}

/** A page of the findings of one check, after the one with key `after`; 0 for the first page. */
export function healthPage(connection: Connection, check: HealthCheckName, after: number, limit: number): HealthPage {
  registerUnshownEdits(connection);
  const { key, columns, from, where } = CHECKS[check];
  const rows = connection
    .prepare<[number, number], ItemRow>(
      `SELECT ${key} AS key, ${columns} FROM ${from} WHERE ${key} > ? AND ${where} ORDER BY ${key} LIMIT ?`,
    )
    .all(after, limit);
  return { items: rows.map(toItem), next: rows.length < limit ? null : rows.at(-1)!.key };
}

function toItem({ trackId, folder, name, path, message, since }: ItemRow): HealthItem {
  const where = folder && name ? pathText(joinPath(folder, name)) : { path: path ?? '' };
  return { trackId, ...where, message, since };
}
