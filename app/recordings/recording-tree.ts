/**
 * Which recordings were merged: a merged one leads to the recording that it was merged into, and that perhaps to
 * another. What belonged to a merged recording stays with its row, so whoever asks for a recording asks for its family.
 */
import type { Connection } from '../storage/connection.ts';

/** SQL: the root of a recording, for an expression that gives its id. */
export function rootSql(id: string): string {
  return `(WITH RECURSIVE up (id, next) AS (SELECT id, merged_into FROM recording WHERE id = ${id}
    UNION ALL SELECT recording.id, merged_into FROM recording JOIN up ON recording.id = up.next)
    SELECT id FROM up WHERE next IS NULL)`;
}

export class RecordingTree {
  readonly #parent;
  readonly #family;
  readonly #ofGid;
  readonly #gid;

  constructor(connection: Connection) {
    this.#parent = connection
      .prepare<[number], number | null>('SELECT merged_into FROM recording WHERE id = ?')
      .pluck();
    this.#family = connection
      .prepare<[number], number>(`
        WITH RECURSIVE family (id) AS (SELECT ? UNION ALL
          SELECT recording.id FROM recording JOIN family ON recording.merged_into = family.id)
        SELECT id FROM family ORDER BY id`)
      .pluck();
    this.#ofGid = connection.prepare<[string], number>('SELECT id FROM recording WHERE gid = ?').pluck();
    this.#gid = connection.prepare<[number], string>('SELECT gid FROM recording WHERE id = ?').pluck();
  }

  /** The recording that one was merged into, or itself. */
  rootOf(id: number): number {
    let root = id;
    for (let next = this.#parent.get(root); next !== undefined && next !== null; next = this.#parent.get(root)) {
      root = next;
    }
    return root;
  }

  /** A recording and all that were merged into it, the oldest first. */
  familyOf(root: number): number[] {
    return this.#family.all(root);
  }

  /** The recording that a gid stands for now, also of a merged one; null for a gid that was never given. */
  ofGid(gid: string): number | null {
    const id = this.#ofGid.get(gid.toLowerCase());
    return id === undefined ? null : this.rootOf(id);
  }

  /** The recording that an id stands for now; null for an id that was never given. */
  ofId(id: number): number | null {
    return this.#gid.get(id) === undefined ? null : this.rootOf(id);
  }

  /** The gid that is shown for a recording: that of its root. */
  gidOf(id: number): string {
    return this.#gid.get(this.rootOf(id))!;
  }
}
