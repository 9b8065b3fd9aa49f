/**
 * Version 11: titles sort in natural order, "Part 2" before "Part 10". `title_sort` is the key by which a title sorts,
 * and the index of titles goes by it.
 *
 * The function is that of `app/library/natural-key.ts` when this version was released.
 */
import type { Connection } from '../connection.ts';

export function naturalTitleOrder(connection: Connection): void {
  connection.exec(`
    ALTER TABLE track ADD COLUMN title_sort TEXT NOT NULL DEFAULT '';
    UPDATE track SET title_sort = title_key;
  `);
  const withNumbers = connection
    .prepare<[], { id: number; title_key: string }>("SELECT id, title_key FROM track WHERE title_key GLOB '*[0-9]*'")
    .all();
  const set = connection.prepare('UPDATE track SET title_sort = ? WHERE id = ?');
  for (const { id, title_key } of withNumbers) set.run(keyOf(title_key), id);
  connection.exec(`
    DROP INDEX track_by_title;
    CREATE INDEX track_by_title ON track (title_sort, id) WHERE present = 1;
  `);
}

function keyOf(title: string): string {
  return title.replace(/[0-9]+/g, (digits) => {
    const value = digits.replace(/^0+/, '');
    return `${':'.repeat(Math.floor(value.length / 10))}${value.length % 10}${value}`;
  });
}
