/** Conditions on the path of a track's file. */
import { allOf, type Comparison, type Condition } from './condition.ts';

/** SQL: bytes as folded text. Plain letters are folded by SQLite itself, which takes a tenth of the time. */
function folded(column: string): string {
  return `CASE WHEN length(CAST(${column} AS TEXT)) = length(${column}) THEN lower(CAST(${column} AS TEXT))
    ELSE fold(CAST(${column} AS TEXT)) END`;
}

const FOLDED_NAME = folded('name');
const FOLDED_PATH = folded('path');
const WHOLE_PATH =
  "(SELECT bytes_to_text(folder.path) FROM folder WHERE folder.id = file.folder_id) || '/' || bytes_to_text(file.name)";

/**
 * Folders are looked at once each, and files by the index of their names, which is far smaller than their rows.
 * @param value as it was typed
 * @param bound the same, folded
 */
export function pathCondition(value: string, bound: string, how: Comparison): Condition {
  if (how === 'matches') return { sql: `matches(?, ${WHOLE_PATH})`, values: [value] };
  const slash = bound.lastIndexOf('/');
  const [folder, name] = [bound.slice(0, Math.max(slash, 0)), bound.slice(slash + 1)];
  if (how === 'is') return files(allOf([inFolders(`${FOLDED_PATH} = ?`, folder), nameIs(`${FOLDED_NAME} = ?`, name)]));
  const inFolder = inFolders(`instr(${FOLDED_PATH} || '/', ?) > 0`, bound);
  if (slash < 0) return files(inFolder, nameIs(`instr(${FOLDED_NAME}, ?) > 0`, name));
  // The end of a folder's path, and the beginning of a name in it.
  const ending = inFolders(`substr(${FOLDED_PATH}, -length(?)) = ?`, folder, folder);
  const beginning = nameIs(`substr(${FOLDED_NAME}, 1, length(?)) = ?`, name, name);
  return files(inFolder, allOf(folder === '' ? [beginning] : [ending, beginning]));
}

/** Tracks whose file is one of those of any condition. Each leads to its files by an index of its own. */
function files(...conditions: readonly Condition[]): Condition {
  const those = conditions.map(({ sql }) => `SELECT id FROM file WHERE ${sql}`);
  return {
    sql: `track.file_id IN (${those.join(' UNION ALL ')})`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function inFolders(test: string, ...values: string[]): Condition {
  return { sql: `folder_id IN (SELECT id FROM folder WHERE ${test})`, values };
}

function nameIs(test: string, ...values: string[]): Condition {
  return { sql: test, values };
}
