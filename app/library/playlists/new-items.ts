/** New items of playlists, and the ranks of new and of moved ones. All inside a transaction of the caller. */
import type { Connection } from '../../storage/connection.ts';
import type { ItemChange } from './playlist-changes.ts';
import { PlaylistError } from './playlist-error.ts';
import { ranksBetween } from './rank.ts';

interface PlacedItem {
  readonly id: number;
  readonly playlist: number;
  readonly track: number;
  readonly rank: Buffer;
}

export class NewItems {
  readonly #unknown;
  readonly #insert;
  readonly #rank;
  readonly #last;
  readonly #below;
  readonly #has;
  readonly #itemsOfTracks;

  constructor(connection: Connection) {
    this.#unknown = connection
      .prepare<[string], number>('SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM track) LIMIT 1')
      .pluck();
    this.#insert = connection.prepare('INSERT INTO playlist_item (playlist_id, track_id) VALUES (?, ?)');
    this.#rank = connection
      .prepare<[number, number], Buffer>(
        'SELECT rank FROM playlist_item WHERE id = ? AND playlist_id = ? AND rank IS NOT NULL',
      )
      .pluck();
    const before = (condition: string): string => `
      SELECT rank FROM playlist_item
      WHERE playlist_id = @id AND rank IS NOT NULL AND ${condition} AND id NOT IN (SELECT value FROM json_each(@items))
      ORDER BY rank DESC LIMIT 1`;
    this.#last = connection.prepare<[{ id: number; items: string }], Buffer>(before('1')).pluck();
    this.#below = connection
      .prepare<[{ id: number; items: string; high: Buffer }], Buffer>(before('rank < @high'))
      .pluck();
    this.#has = connection
      .prepare<[number, number], number>(
        'SELECT EXISTS (SELECT 1 FROM playlist_item WHERE playlist_id = ? AND track_id = ? AND rank IS NOT NULL)',
      )
      .pluck();
    this.#itemsOfTracks = connection.prepare<[string], PlacedItem>(`
      SELECT id, playlist_id AS playlist, track_id AS track, rank FROM playlist_item
      WHERE rank IS NOT NULL AND track_id IN (SELECT value FROM json_each(?)) ORDER BY playlist_id, rank`);
  }

  /**
   * Items for these tracks that are in no place yet, and the changes that put them there.
   * @param before the item in front of which they come; null for the end
   * @throws PlaylistError for a track or an item that does not exist
   */
  create(playlistId: number, tracks: readonly number[], before: number | null): ItemChange[] {
    if (tracks.length === 0) return [];
    const unknown = this.#unknown.get(JSON.stringify(tracks));
    if (unknown !== undefined) throw new PlaylistError('NOT_FOUND', `there is no track ${unknown}`);
    const ids = tracks.map((track) => Number(this.#insert.run(playlistId, track).lastInsertRowid));
    const { low, high } = this.#neighbours(playlistId, ids, before);
    return ranksBetween(low, high, ids).map((after, i) => ({ itemId: ids[i]!, before: null, after }));
  }

  /**
   * The changes that put other tracks in the places of some, and the playlists that have them.
   * @param tracks the track that takes the place of each; where it is in the playlist already, the place goes
   */
  replace(tracks: ReadonlyMap<number, number>): { readonly items: ItemChange[]; readonly playlists: number[] } {
    const replaced = this.#itemsOfTracks.all(JSON.stringify([...tracks.keys()]));
    const there = new Set<string>();
    const items = replaced.flatMap(({ id, playlist, track, rank }): ItemChange[] => {
      const other = tracks.get(track)!;
      const place = `${playlist} ${other}`;
      const gone = { itemId: id, before: rank, after: null };
      if (there.has(place) || this.#has.get(playlist, other) === 1) return [gone];
      there.add(place);
      const itemId = Number(this.#insert.run(playlist, other).lastInsertRowid);
      return [gone, { itemId, before: null, after: rank }];
    });
    return { items, playlists: [...new Set(replaced.map(({ playlist }) => playlist))] };
  }

  /**
   * Ranks that move items in front of `before`, in the order of `items`; none when they are there in that order.
   * @param places the ranks that they have
   */
  newRanks(playlistId: number, items: readonly number[], places: readonly Buffer[], before: number | null): Buffer[] {
    if (items.length === 0) return [];
    const { low, high } = this.#neighbours(playlistId, items, before);
    const order = [low, ...places, high].filter((rank) => rank !== null);
    const isThere = order.every((rank, i) => i === 0 || Buffer.compare(order[i - 1]!, rank) < 0);
    return isThere ? [] : ranksBetween(low, high, items);
  }

  /** The ranks in front of and behind the place that is in front of `before`, without those of `items`. */
  #neighbours(
    playlistId: number,
    items: readonly number[],
    before: number | null,
  ): { low: Buffer | null; high: Buffer | null } {
    const high = before === null ? null : this.#rank.get(before, playlistId);
    if (high === undefined) throw new PlaylistError('NOT_FOUND', `the playlist has no item ${before}`);
    if (before !== null && items.includes(before)) {
      throw new PlaylistError('BAD_PLACE', 'items cannot be moved in front of one of themselves');
    }
    const others = { id: playlistId, items: JSON.stringify(items) };
    const low = high === null ? this.#last.get(others) : this.#below.get({ ...others, high });
    return { low: low ?? null, high };
  }
}
