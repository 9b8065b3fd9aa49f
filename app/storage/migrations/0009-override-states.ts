/**
 * Version 9: whether a value in the history came from an override or from the file. Undoing the first edit of a field
 * can then leave no override behind, where it used to make an override of what the file said at that time.
 *
 * For the edits so far it is worked out from their order. A field has no override before its first edit; each edit
 * begins in the state in which the one before left it; and the last one left what `track.overrides` says. In between,
 * an edit left no override when it set what the file said, or when the next edit found another value, which then only
 * the file can have brought.
 */
import type { Connection } from '../connection.ts';
import type { MigrationLog } from '../migration.ts';

interface EditRow {
  readonly id: number;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function overrideStates(connection: Connection, log: MigrationLog): void {
  connection.exec(`
    ALTER TABLE edit ADD COLUMN before_is_override INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE edit ADD COLUMN after_is_override INTEGER NOT NULL DEFAULT 1;
  `);
  const tracks = connection.prepare<[], number>('SELECT DISTINCT track_id FROM edit').pluck().all();
  const editsOf = connection.prepare<[number], EditRow>(
    'SELECT id, field, before, after FROM edit WHERE track_id = ? ORDER BY id',
  );
  const overridesOf = connection.prepare<[number], string>('SELECT overrides FROM track WHERE id = ?').pluck();
  const set = connection.prepare('UPDATE edit SET before_is_override = ?, after_is_override = ? WHERE id = ?');
  for (const track of tracks) {
    const overrides = JSON.parse(overridesOf.get(track) ?? '{}') as Record<string, unknown>;
    const byField = Map.groupBy(editsOf.all(track), ({ field }) => field);
    for (const [field, edits] of byField) {
      let isOverride = false;
      let fileValue: string | null = null;
      for (const [i, edit] of edits.entries()) {
        const before = isOverride;
        if (!before) fileValue = edit.before;
        const next = edits[i + 1];
        isOverride = next ? next.before === edit.after && edit.after !== fileValue : Object.hasOwn(overrides, field);
        set.run(Number(before), Number(isOverride), edit.id);
      }
    }
  }
  if (tracks.length > 0) log(`the history of ${tracks.length} tracks tells edits from what their files said`);
}
