/**
 * The one place through which every change of a playlist goes. A change becomes a batch in the history, in the same
 * transaction as the change itself.
 */
import type { PlaylistKind, PlaylistResult, PlaylistRule } from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import { EditHistory, type Author } from '../edit-history.ts';
import { TRACK_TABLES } from '../query/condition.ts';
import type { SortTerm } from '../query/rule.ts';
import { compileSort } from '../query/sql.ts';
import { RuleCheck } from './check-rule.ts';
import { followedRules } from './followed-names.ts';
import type { PlacedName } from './named-playlist.ts';
import { NewItems } from './new-items.ts';
import { NewPlaylists, type NewPlaylist } from './new-playlists.ts';
import { PlaylistChanges, type ItemChange, type PlaylistChange, type PlaylistField } from './playlist-changes.ts';
import { PlaylistError } from './playlist-error.ts';
import { ruleFromColumn, ruleToColumn } from './playlist-rule.ts';

/** What every change of playlists takes. */
export interface Change {
  readonly author: Author;
  /** For the history; by default it says what was done. */
  readonly note?: string;
  /** Says what would change and changes nothing. */
  readonly dryRun?: boolean;
  /** A batch of the same transaction that the change becomes part of; by default it is a batch of its own. */
  readonly batch?: number | null;
}

export interface PlaylistFields {
  readonly name?: string;
  /** The folder to move it to; null for the top. */
  readonly folder?: number | null;
  readonly rule?: PlaylistRule;
}

/** What a change is made of, before it is noted. */
interface MadeChange {
  readonly fields?: readonly PlaylistChange[];
  readonly items?: readonly ItemChange[];
  readonly playlists: readonly number[];
  readonly note: string;
}

/** Ends the transaction of a dry run. */
class DryRun extends Error {}

export class PlaylistWriter {
  readonly #connection: Connection;
  readonly #history: EditHistory;
  readonly #changes: PlaylistChanges;
  readonly #names: NewPlaylists;
  readonly #items: NewItems;
  readonly #rules: RuleCheck;
  readonly #kind;
  readonly #below;
  readonly #ruled;
  readonly #ranksOf;
  readonly #changed: (playlists: readonly number[], tracks: readonly number[]) => void;

  /** @param changed called after each batch with the playlists and the tracks of their items that it has changed */
  constructor(
    connection: Connection,
    changed: (playlists: readonly number[], tracks: readonly number[]) => void = () => {},
  ) {
    this.#connection = connection;
    this.#changed = changed;
    this.#history = new EditHistory(connection);
    this.#changes = new PlaylistChanges(connection);
    this.#rules = new RuleCheck(connection);
    this.#names = new NewPlaylists(connection, this.#rules);
    this.#items = new NewItems(connection);
    this.#kind = connection.prepare<[number], { name: string; kind: PlaylistKind }>(
      'SELECT name, kind FROM playlist WHERE id = ? AND shown = 1',
    );
    this.#below = connection
      .prepare<[number], number>(`
        WITH RECURSIVE below (id) AS (
          VALUES (?) UNION SELECT playlist.id FROM below JOIN playlist ON playlist.folder = below.id WHERE shown = 1)
        SELECT id FROM below`)
      .pluck();
    this.#ruled = connection.prepare<[], PlacedName & { rule: string | null }>(
      'SELECT id, name, folder, rule FROM playlist WHERE shown = 1',
    );
    this.#ranksOf = connection.prepare<[number, string], { itemId: number; before: Buffer }>(`
      SELECT id AS itemId, rank AS before FROM playlist_item
      WHERE playlist_id = ? AND rank IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY rank`);
  }

  /**
   * Creates playlists and folders, as one batch. Those with `folders` make the folders that are not there.
   * @returns the ids in the order of `playlists`, and how many items they have together
   * @throws PlaylistError, QueryError; nothing is created then
   */
  create({ playlists, ...change }: Change & { readonly playlists: readonly NewPlaylist[] }): PlaylistResult {
    return this.#commit(change, () => {
      const fields: PlaylistChange[] = [];
      const items: ItemChange[] = [];
      const ids = playlists.map((playlist) => {
        const made = this.#names.create(playlist, this.#at());
        for (const playlistId of made.created) {
          const shown = { playlistId, field: 'shown', before: '0', after: '1' } as const;
          fields.push(shown);
          // At once, so that the next playlist finds a folder that this one has made.
          this.#changes.make({ playlists: [shown], items: [] }, this.#at());
        }
        const { tracks = [] } = playlist;
        if (tracks.length > 0) this.#requireManual(made.id);
        items.push(...this.#items.create(made.id, tracks, null));
        return made.id;
      });
      const named =
        playlists.length === 1 ? `${word(playlists[0]!.kind)} ${playlists[0]!.name}` : `${ids.length} playlists`;
      return { fields, items, playlists: ids, note: `${named} created` };
    });
  }

  /**
   * Renames a playlist, moves it to another folder, changes its rule.
   * @throws PlaylistError, QueryError
   */
  change({ id, fields, ...change }: Change & { readonly id: number; readonly fields: PlaylistFields }): PlaylistResult {
    return this.#commit(change, () => {
      const { name, kind } = this.#require(id);
      const { name: newName, folder, rule } = fields;
      const place = folder === undefined ? (JSON.parse(this.#changes.state(id, 'folder')) as number | null) : folder;
      if (folder !== undefined) this.#requirePlace(folder, id, name);
      if (newName !== undefined || folder !== undefined) this.#names.requireFree(newName ?? name, place, id);
      if (rule !== undefined) {
        if (kind !== 'smart' && kind !== 'search') {
          throw new PlaylistError('NO_RULE', `${name} is a ${word(kind)}: it has no query`);
        }
        this.#rules.check(rule, id);
      }
      const made = [
        ...(newName === undefined ? [] : [this.#fieldChange(id, 'name', JSON.stringify(newName.trim()))]),
        ...(folder === undefined ? [] : [this.#fieldChange(id, 'folder', JSON.stringify(folder))]),
        ...(rule === undefined ? [] : [this.#fieldChange(id, 'rule', ruleToColumn(rule)!)]),
      ].filter(({ before, after }) => before !== after);
      const others =
        newName === undefined && folder === undefined ? [] : this.#followNames(id, newName?.trim() ?? name, place);
      const words = made.map(({ field }) =>
        field === 'name'
          ? `renamed to ${newName?.trim()}`
          : field === 'folder'
            ? 'moved to another folder'
            : 'query changed',
      );
      return {
        fields: made.length === 0 ? [] : [...made, ...others],
        playlists: [id],
        note: `${word(kind)} ${name}: ${words.join(', ')}`,
      };
    });
  }

  /** What queries that name playlists become when this one has another name or place. */
  #followNames(id: number, name: string, folder: number | null): PlaylistChange[] {
    const before = this.#ruled.all().map(({ rule, ...row }) => ({ ...row, rule: ruleFromColumn(rule) }));
    const after = before.map((row) => (row.id === id ? { ...row, name, folder } : row));
    return Array.from(followedRules(before, after), ([playlist, rule]) =>
      this.#fieldChange(playlist, 'rule', ruleToColumn(rule)!),
    );
  }

  /** Deletes playlists, folders with all that is in them, as one batch. @throws PlaylistError */
  delete({ ids, ...change }: Change & { readonly ids: readonly number[] }): PlaylistResult {
    return this.#commit(change, () => {
      const names = ids.map((id) => {
        const { kind, name } = this.#require(id);
        return `${word(kind)} ${name}`;
      });
      const all = new Set(ids.flatMap((id) => this.#below.all(id)));
      const fields = Array.from(all, (id) => this.#fieldChange(id, 'shown', '0'));
      return { fields, playlists: ids, note: `${names.join(', ')} deleted` };
    });
  }

  /**
   * Adds tracks to a playlist that is ordered by hand; one that is in it already is then in it twice.
   * @param before the item in front of which they come; null for the end
   * @throws PlaylistError
   */
  add({
    id,
    tracks,
    before,
    ...change
  }: Change & {
    readonly id: number;
    readonly tracks: readonly number[];
    readonly before: number | null;
  }): PlaylistResult {
    return this.#commit(change, () => {
      const name = this.#requireManual(id);
      const items = this.#items.create(id, tracks, before);
      return { items, playlists: [id], note: `playlist ${name}: ${countOf(items.length)} added` };
    });
  }

  /** Takes items out of a playlist; those that are not in it are left out. @throws PlaylistError */
  remove({
    id,
    items,
    ...change
  }: Change & { readonly id: number; readonly items: readonly number[] }): PlaylistResult {
    return this.#commit(change, () => {
      const name = this.#requireManual(id);
      const made = this.#ranksOf.all(id, JSON.stringify(items)).map((item) => ({ ...item, after: null }));
      return { items: made, playlists: [id], note: `playlist ${name}: ${countOf(made.length)} taken out` };
    });
  }

  /**
   * Moves items within their playlist, in the order of `items`.
   * @param before the item in front of which they come, none of `items`; null for the end
   * @throws PlaylistError
   */
  move({
    id,
    items,
    before,
    ...change
  }: Change & {
    readonly id: number;
    readonly items: readonly number[];
    readonly before: number | null;
  }): PlaylistResult {
    return this.#commit(change, () => {
      const name = this.#requireManual(id);
      const ranks = new Map(this.#ranksOf.all(id, JSON.stringify(items)).map((item) => [item.itemId, item.before]));
      const moved = [...new Set(items)].filter((item) => ranks.has(item));
      const places = moved.map((item) => ranks.get(item)!);
      const made = this.#items
        .newRanks(id, moved, places, before)
        .map((after, i) => ({ itemId: moved[i]!, before: places[i]!, after }))
        // One of several may get the rank that it has.
        .filter(({ before, after }) => Buffer.compare(before, after) !== 0);
      return { items: made, playlists: [id], note: `playlist ${name}: ${countOf(made.length)} moved` };
    });
  }

  /**
   * Brings the items of a playlist that is ordered by hand into an order, once: later changes do not keep it. Items of
   * one track, and of tracks that the order does not tell apart, stay in the order that they have; those of tracks that
   * the library does not know any more come last.
   * @throws PlaylistError, and QueryError for what nothing can be sorted by
   */
  sort({ id, sort, ...change }: Change & { readonly id: number; readonly sort: readonly SortTerm[] }): PlaylistResult {
    const items = this.#connection
      .prepare<[number], number>(`
        SELECT item.id FROM playlist_item item LEFT JOIN (${TRACK_TABLES}) ON track.id = item.track_id
        WHERE item.playlist_id = ? AND item.rank IS NOT NULL
        ORDER BY track.id IS NULL, ${compileSort(sort)}, item.rank`)
      .pluck()
      .all(id);
    return this.move({ ...change, id, items, before: null });
  }

  /**
   * Puts other tracks in the place of some, in all playlists that are ordered by hand. Where the other one is in the
   * playlist already, the track is taken out.
   * @param tracks the track that takes the place of each
   */
  replace({ tracks, ...change }: Change & { readonly tracks: ReadonlyMap<number, number> }): PlaylistResult {
    return this.#commit(change, () => {
      const { items, playlists } = this.#items.replace(tracks);
      return { items, playlists, note: `playlists: ${countOf(tracks.size)} replaced` };
    });
  }

  /** Announces what a batch of the history has changed, after an undo or a redo. */
  announce(batch: number | null): void {
    if (batch === null) return;
    const playlists = this.#changes.playlistsOf(batch);
    if (playlists.length > 0) this.#changed(playlists, this.#changes.tracksOf(batch));
  }

  #commit({ author, note, dryRun = false, batch: begun = null }: Change, work: () => MadeChange): PlaylistResult {
    let result: PlaylistResult | null = null;
    try {
      this.#connection.transaction(() => {
        const at = this.#at();
        const { fields = [], items = [], playlists, note: usual } = work();
        if (fields.length + items.length === 0) {
          result = { batch: begun, playlists, items: 0 };
          return;
        }
        const diff = { playlists: fields, items };
        this.#changes.make(diff, at);
        const batch = begun ?? this.#history.begin({ author, at, note: note ?? usual, undoes: null });
        this.#changes.append(batch, diff);
        result = { batch: dryRun ? null : batch, playlists: dryRun ? [] : playlists, items: items.length };
        if (dryRun) throw new DryRun();
      })();
    } catch (error) {
      if (!(error instanceof DryRun)) throw error;
    }
    const made = result as PlaylistResult | null;
    if (made === null) throw new Error('a change of playlists has no result');
    this.announce(made.batch);
    return made;
  }

  #at(): number {
    return Date.now();
  }

  #fieldChange(playlistId: number, field: PlaylistField, after: string): PlaylistChange {
    return { playlistId, field, before: this.#changes.state(playlistId, field), after };
  }

  #require(id: number): { name: string; kind: PlaylistKind } {
    const playlist = this.#kind.get(id);
    if (!playlist) throw new PlaylistError('NOT_FOUND', `there is no playlist ${id}`);
    return playlist;
  }

  /** @returns its name */
  #requireManual(id: number): string {
    const { name, kind } = this.#require(id);
    if (kind !== 'manual') {
      throw new PlaylistError('NOT_BY_HAND', `${name} is a ${word(kind)}: only playlists ordered by hand take tracks`);
    }
    return name;
  }

  #requirePlace(folder: number | null, id: number, name: string): void {
    if (folder === null) return;
    this.#names.requireFolder(folder);
    if (this.#changes.isInside(folder, id)) {
      throw new PlaylistError(
        'BAD_PLACE',
        `the folder ${name} cannot be moved into itself, nor deeper than 50 folders`,
      );
    }
  }
}

function word(kind: PlaylistKind): string {
  return { folder: 'folder', manual: 'playlist', smart: 'smart playlist', search: 'saved search' }[kind];
}

function countOf(items: number): string {
  return `${items} ${items === 1 ? 'track' : 'tracks'}`;
}
