/** Reads playlists: the tree, totals, and pages of their tracks in order. Items of missing tracks are part of them. */
import type {
  PlaylistEntry,
  PlaylistKind,
  PlaylistPage,
  PlaylistPlace,
  PlaylistTotals,
} from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import { QueryError } from '../query/rule.ts';
import { TRACK_TABLES } from '../query/condition.ts';
import { registerQueryFunctions } from '../query/sql.ts';
import { HAS_FILE, HIDDEN_COLUMN, TRASHED_COLUMN } from '../set-aside.ts';
import { toRow, ROW_COLUMNS, type RowColumns } from '../track-rows.ts';
import { PlaylistError } from './playlist-error.ts';
import { ruleFromColumn } from './playlist-rule.ts';
import { smartTracks } from './smart-tracks.ts';

interface PlaylistColumns {
  readonly id: number;
  readonly kind: PlaylistKind;
  readonly name: string;
  readonly folder: number | null;
  readonly rule: string | null;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** Milliseconds after which a smart playlist is evaluated again although nothing changed: queries may name a time. */
const FRESH = 60_000;

/** SQL over `track`: a playlist shows the track; one that is hidden, too: the person has put it there. */
const THERE = `(coalesce(present = 1 OR (${HIDDEN_COLUMN} = 1 AND ${TRASHED_COLUMN} = 0 AND ${HAS_FILE}), 0))`;
const COLUMNS = 'id, kind, name, folder, rule, created_at AS createdAt, changed_at AS changedAt';

export class PlaylistReader {
  readonly #connection: Connection;
  readonly #all;
  readonly #one;
  readonly #count;
  readonly #page;
  readonly #items;
  readonly #rows;
  readonly #totals;
  readonly #ownChanges;
  /** The tracks of the smart playlist that was read last. */
  #smart: { readonly key: string; readonly ids: readonly number[] } | null = null;

  constructor(connection: Connection) {
    registerQueryFunctions(connection);
    this.#connection = connection;
    this.#all = connection.prepare<[], PlaylistColumns>(`SELECT ${COLUMNS} FROM playlist WHERE shown = 1`);
    this.#one = connection.prepare<[number], PlaylistColumns>(
      `SELECT ${COLUMNS} FROM playlist WHERE id = ? AND shown = 1`,
    );
    this.#count = connection
      .prepare<[number], number>('SELECT count(*) FROM playlist_item WHERE playlist_id = ? AND rank IS NOT NULL')
      .pluck();
    this.#page = connection.prepare<[number, number, number], PlaylistPlace>(`
      SELECT id AS item, track_id AS trackId FROM playlist_item
      WHERE playlist_id = ? AND rank IS NOT NULL ORDER BY rank LIMIT ? OFFSET ?`);
    this.#items = connection
      .prepare<[number, string], number>(`
        SELECT id FROM playlist_item WHERE playlist_id = ? AND rank IS NOT NULL
          AND track_id IN (SELECT value FROM json_each(?)) ORDER BY rank`)
      .pluck();
    this.#rows = connection.prepare<[string], RowColumns>(
      `SELECT ${ROW_COLUMNS} FROM ${TRACK_TABLES} WHERE track.id IN (SELECT value FROM json_each(?))`,
    );
    this.#ownChanges = connection.prepare<[], number>('SELECT total_changes()').pluck();
    const totals = `count(*) AS tracks, coalesce(sum(NOT ${THERE}), 0) AS missing,
      coalesce(sum(duration * ${THERE}), 0) AS duration, coalesce(sum(bytes * ${THERE}), 0) AS bytes`;
    this.#totals = {
      manual: connection.prepare<[number], Omit<PlaylistTotals, 'id'>>(`
        SELECT ${totals} FROM playlist_item LEFT JOIN track ON track.id = track_id
        WHERE playlist_id = ? AND rank IS NOT NULL`),
      ids: connection.prepare<[string], Omit<PlaylistTotals, 'id'>>(`
        SELECT ${totals} FROM json_each(?) JOIN track ON track.id = value`),
    };
  }

  /** All playlists and folders, in the order of their names. One whose folder is deleted is at the top. */
  tree(): PlaylistEntry[] {
    const rows = this.#all.all();
    const shown = new Set(rows.map(({ id }) => id));
    return rows
      .map((row) => ({ ...toEntry(row), folder: row.folder !== null && shown.has(row.folder) ? row.folder : null }))
      .map((entry) => ({ entry, key: fold(entry.name) }))
      .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)) || a.entry.id - b.entry.id)
      .map(({ entry }) => entry);
  }

  /** Null when there is no such playlist. */
  find(id: number): PlaylistEntry | null {
    const row = this.#one.get(id);
    return row ? toEntry(row) : null;
  }

  /** @throws PlaylistError */
  get(id: number): PlaylistEntry {
    const found = this.find(id);
    if (!found) throw new PlaylistError('NOT_FOUND', `there is no playlist ${id}`);
    return found;
  }

  /**
   * Totals of playlists, in the order of `ids`. Folders and playlists that do not exist are left out, and so are those
   * whose query is not understood any more: the others are listed all the same.
   */
  totals(ids: readonly number[]): PlaylistTotals[] {
    return ids.flatMap((id) => {
      const row = this.#one.get(id);
      if (!row || row.kind === 'folder') return [];
      try {
        const totals =
          row.kind === 'manual'
            ? this.#totals.manual.get(id)!
            : this.#totals.ids.get(JSON.stringify(this.#smartTracks(row)))!;
        return [{ id, ...totals }];
      } catch (error) {
        if (error instanceof QueryError) return [];
        throw error;
      }
    });
  }

  /** A page of the rows of a playlist, in order. @throws PlaylistError, QueryError */
  page({ id, offset, limit }: { id: number; offset: number; limit: number }): PlaylistPage {
    const row = this.#one.get(id);
    if (!row) throw new PlaylistError('NOT_FOUND', `there is no playlist ${id}`);
    const { total, places } = this.#places(row, offset, limit);
    const tracks = new Map(
      this.#rows.all(JSON.stringify(places.map(({ trackId }) => trackId))).map((track) => [track.id, toRow(track)]),
    );
    return { total, offset, rows: places.map((place) => ({ ...place, track: tracks.get(place.trackId) ?? null })) };
  }

  /** All places of a playlist, in order. @throws PlaylistError, QueryError */
  order(id: number): readonly PlaylistPlace[] {
    const row = this.#one.get(id);
    if (!row) throw new PlaylistError('NOT_FOUND', `there is no playlist ${id}`);
    return this.#places(row, 0, Number.MAX_SAFE_INTEGER).places;
  }

  /** The ids of all tracks of a playlist, in order. @throws PlaylistError, QueryError */
  trackIds(id: number): number[] {
    return this.order(id).map(({ trackId }) => trackId);
  }

  /** The items of a playlist that name one of these tracks, in order. */
  itemsOf(id: number, tracks: readonly number[]): number[] {
    return this.#items.all(id, JSON.stringify(tracks));
  }

  #places(row: PlaylistColumns, offset: number, limit: number): { total: number; places: readonly PlaylistPlace[] } {
    if (row.kind === 'folder') return { total: 0, places: [] };
    if (row.kind === 'manual') {
      return { total: this.#count.get(row.id)!, places: this.#page.all(row.id, limit, offset) };
    }
    const ids = this.#smartTracks(row);
    const places = ids.slice(offset, offset + limit).map((trackId) => ({ item: null, trackId }));
    return { total: ids.length, places };
  }

  #smartTracks({ rule }: PlaylistColumns): readonly number[] {
    const version = this.#connection.pragma('data_version', { simple: true }) as number;
    const key = `${version} ${this.#ownChanges.get()} ${Math.floor(Date.now() / FRESH)} ${rule}`;
    if (this.#smart?.key !== key) this.#smart = { key, ids: smartTracks(this.#connection, ruleFromColumn(rule)!) };
    return this.#smart.ids;
  }
}

function toEntry({ rule, ...row }: PlaylistColumns): PlaylistEntry {
  return { ...row, rule: ruleFromColumn(rule) };
}
