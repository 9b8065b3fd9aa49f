/** How a directory is spelled where case does not count: as most of its tracks spell it. */
import type { ChangeLog } from './change-log.ts';
import type { Directory } from './mutable-nodes.ts';

/**
 * Counts one track more or less that spells the path down to `directory` in this way, and renames the directories
 * whose commonest spelling changes.
 * @param folders names from where the template's paths begin
 */
export function countSpelling(directory: Directory, folders: readonly string[], by: 1 | -1, log: ChangeLog): void {
  let at = directory;
  for (let index = folders.length - 1; index >= 0 && at.parent !== null; index -= 1) {
    const spelling = folders[index] ?? '';
    const spellings = at.spellings as Map<string, number>;
    const count = (spellings.get(spelling) ?? 0) + by;
    if (count > 0) spellings.set(spelling, count);
    else spellings.delete(spelling);
    const name = commonest(spellings) ?? at.name;
    if (name !== at.name) {
      log.name(at.parent, at.name);
      log.name(at.parent, name);
      at.name = name;
      log.list(at.parent);
    }
    at = at.parent;
  }
}

/** The most frequent spelling; of equally frequent ones the first in order of UTF-16 units. */
function commonest(spellings: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  let votes = 0;
  for (const [spelling, count] of spellings) {
    if (best === null || count > votes || (count === votes && spelling < best)) [best, votes] = [spelling, count];
  }
  return best;
}
