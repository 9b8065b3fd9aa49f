/**
 * Changes of playlists as parts of a batch of the history: of each field of a playlist, and of each item, the state
 * before and after. The state of an item is its rank, null where it is not in the list.
 *
 * Invariant: a change is made only to what is in the state before it, so undo leaves alone what something else has
 * changed since, and otherwise brings back exactly what was there.
 */
import type { Connection } from '../../storage/connection.ts';

/** `shown` is 0 for a deleted playlist. The values are those of the columns, as JSON. */
export type PlaylistField = 'shown' | 'name' | 'folder' | 'rule';

export interface PlaylistChange {
  readonly playlistId: number;
  readonly field: PlaylistField;
  readonly before: string;
  readonly after: string;
}

export interface ItemChange {
  readonly itemId: number;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
}

export interface PlaylistDiff {
  readonly playlists: readonly PlaylistChange[];
  readonly items: readonly ItemChange[];
}

/** What an undo took back. */
export interface TakenBack extends PlaylistDiff {
  /** Parts that something else has changed since. */
  readonly overtaken: PlaylistDiff;
}

/** Folders that a playlist may lie in each other. A deeper chain is taken for a circle. */
export const MOST_FOLDERS = 50;

export class PlaylistChanges {
  readonly #fields;
  readonly #rank;
  readonly #setRank;
  readonly #touch;
  readonly #touchOfItem;
  readonly #parent;
  readonly #appendField;
  readonly #appendItem;
  readonly #fieldsOfBatch;
  readonly #itemsOfBatch;
  readonly #playlistsOfBatch;
  readonly #tracksOfBatch;

  constructor(connection: Connection) {
    const field = (column: string, value: string) => ({
      read: connection.prepare<[number], string>(`SELECT ${value} FROM playlist WHERE id = ?`).pluck(),
      write: connection.prepare<[string, number]>(`UPDATE playlist SET ${column} = ? ->> '$' WHERE id = ?`),
    });
    this.#fields = {
      shown: field('shown', 'json_quote(shown)'),
      name: field('name', 'json_quote(name)'),
      folder: field('folder', 'json_quote(folder)'),
      rule: {
        read: connection.prepare<[number], string>("SELECT coalesce(rule, 'null') FROM playlist WHERE id = ?").pluck(),
        write: connection.prepare<[string, number]>("UPDATE playlist SET rule = nullif(?, 'null') WHERE id = ?"),
      },
    };
    this.#rank = connection.prepare<[number], Buffer | null>('SELECT rank FROM playlist_item WHERE id = ?').pluck();
    this.#setRank = connection.prepare('UPDATE playlist_item SET rank = ? WHERE id = ?');
    this.#touch = connection.prepare('UPDATE playlist SET changed_at = max(?, changed_at + 1) WHERE id = ?');
    this.#touchOfItem = connection
      .prepare<[number], number>('SELECT playlist_id FROM playlist_item WHERE id = ?')
      .pluck();
    this.#parent = connection.prepare<[number], number | null>('SELECT folder FROM playlist WHERE id = ?').pluck();
    this.#appendField = connection.prepare(
      'INSERT INTO playlist_change (batch_id, playlist_id, field, before, after) VALUES (?, ?, ?, ?, ?)',
    );
    this.#appendItem = connection.prepare(
      'INSERT INTO playlist_item_change (batch_id, item_id, before, after) VALUES (?, ?, ?, ?)',
    );
    this.#fieldsOfBatch = connection.prepare<[number], PlaylistChange>(
      'SELECT playlist_id AS playlistId, field, before, after FROM playlist_change WHERE batch_id = ? ORDER BY id',
    );
    this.#itemsOfBatch = connection.prepare<[number], ItemChange>(
      'SELECT item_id AS itemId, before, after FROM playlist_item_change WHERE batch_id = ? ORDER BY id',
    );
    this.#playlistsOfBatch = connection
      .prepare<[number, number], number>(`
        SELECT playlist_id FROM playlist_change WHERE batch_id = ?
        UNION SELECT playlist_id FROM playlist_item_change JOIN playlist_item ON playlist_item.id = item_id
          WHERE batch_id = ?`)
      .pluck();
    this.#tracksOfBatch = connection
      .prepare<[number], number>(`
        SELECT DISTINCT track_id FROM playlist_item_change JOIN playlist_item ON playlist_item.id = item_id
        WHERE batch_id = ?`)
      .pluck();
  }

  /** The state of a field, as JSON. */
  state(playlistId: number, field: PlaylistField): string {
    return this.#fields[field].read.get(playlistId) ?? 'null';
  }

  /** Makes changes, inside a transaction. */
  make({ playlists, items }: PlaylistDiff, at: number): void {
    const touched = new Set<number>();
    for (const { playlistId, field, after } of playlists) {
      this.#fields[field].write.run(after, playlistId);
      touched.add(playlistId);
    }
    for (const { itemId, after } of items) {
      this.#setRank.run(after, itemId);
      touched.add(this.#touchOfItem.get(itemId)!);
    }
    for (const id of touched) this.#touch.run(at, id);
  }

  /** Notes changes as parts of a batch. */
  append(batch: number, { playlists, items }: PlaylistDiff): void {
    for (const { playlistId, field, before, after } of playlists) {
      this.#appendField.run(batch, playlistId, field, before, after);
    }
    for (const { itemId, before, after } of items) this.#appendItem.run(batch, itemId, before, after);
  }

  /** Takes back what is in force of a batch, inside a transaction. The changes are made and not yet noted. */
  takeBack(batch: number, at: number): TakenBack {
    const overtaken = { playlists: [] as PlaylistChange[], items: [] as ItemChange[] };
    const made = { playlists: [] as PlaylistChange[], items: [] as ItemChange[] };
    for (const { playlistId, field, before, after } of this.#fieldsOfBatch.all(batch).toReversed()) {
      const back = { playlistId, field, before: after, after: before };
      if (this.state(playlistId, field) !== after || this.#closesCircle(back)) {
        overtaken.playlists.push(back);
        continue;
      }
      this.make({ playlists: [back], items: [] }, at);
      made.playlists.push(back);
    }
    for (const { itemId, before, after } of this.#itemsOfBatch.all(batch)) {
      const back = { itemId, before: after, after: before };
      (sameRank(this.#rank.get(itemId) ?? null, after) ? made : overtaken).items.push(back);
    }
    this.make({ playlists: [], items: made.items }, at);
    return { ...made, overtaken };
  }

  /** The playlists that a batch has changed. */
  playlistsOf(batch: number): number[] {
    return this.#playlistsOfBatch.all(batch, batch);
  }

  /** The tracks of items that a batch has changed. */
  tracksOf(batch: number): number[] {
    return this.#tracksOfBatch.all(batch);
  }

  /** Whether a folder would come to lie in itself. */
  isInside(folder: number | null, playlistId: number): boolean {
    let at = folder;
    for (let depth = 0; at !== null && depth < MOST_FOLDERS; depth++) {
      if (at === playlistId) return true;
      at = this.#parent.get(at) ?? null;
    }
    return at !== null;
  }

  #closesCircle({ playlistId, field, after }: PlaylistChange): boolean {
    return field === 'folder' && this.isInside(JSON.parse(after) as number | null, playlistId);
  }
}

function sameRank(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : Buffer.compare(a, b) === 0;
}
