/**
 * The words of one batch of the history: who made it and its note; the names of its fields, what they were and became,
 * and the titles, artists and albums of its tracks as they are when the words are noted; the names and rules of its
 * playlists and the tracks that came and went; the fields that it declares.
 *
 * A large batch has several parts, each with the words of the batch itself and those of some of its tracks, so that no
 * row takes long to write. A part holds few words more than once: a hundred tracks of an album have one artist.
 */
import { fieldOfTable } from '../../../fuse/fields/find-field.ts';
import type { Connection } from '../../storage/connection.ts';
import { fromJsonColumn } from '../../storage/json-column.ts';
import { authorMark, historyWords } from './history-words.ts';

/** Changes of a part, or items of playlists. */
const PART = 2000;
/** Values of a field that have words: people see no more. */
const VALUES = 20;
/** Its values are names of bytes, which nobody looks for. */
const PICTURE = 'picture';

interface TrackNames {
  /** Of the change. */
  readonly id: number;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
}

interface EditRow extends TrackNames {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

interface Batch {
  readonly id: number;
  readonly author: string;
  readonly kind: string;
  readonly note: string;
}

export class BatchWords {
  readonly #edits;
  readonly #isOfPlaylists;
  readonly #items;
  readonly #playlists;
  readonly #changed;
  readonly #declared;

  constructor(connection: Connection) {
    this.#edits = connection.prepare<[number, number, number], EditRow>(`
      SELECT edit.id, field, before, after, title, artist, album FROM edit LEFT JOIN track ON track.id = track_id
      WHERE batch_id = ? AND edit.id > ? ORDER BY edit.id LIMIT ?`);
    this.#isOfPlaylists = connection
      .prepare<[number, number], number>(`
        SELECT EXISTS (SELECT 1 FROM playlist_change WHERE batch_id = ?)
          OR EXISTS (SELECT 1 FROM playlist_item_change WHERE batch_id = ?)`)
      .pluck();
    this.#items = connection.prepare<[number, number, number], TrackNames>(`
      SELECT playlist_item_change.id, title, artist, album
      FROM playlist_item_change JOIN playlist_item ON playlist_item.id = item_id LEFT JOIN track ON track.id = track_id
      WHERE batch_id = ? AND playlist_item_change.id > ? ORDER BY playlist_item_change.id LIMIT ?`);
    this.#playlists = connection.prepare<[number], { field: string; before: string; after: string }>(
      'SELECT field, before, after FROM playlist_change WHERE batch_id = ? ORDER BY id',
    );
    this.#changed = connection
      .prepare<[number, number], string>(`
        SELECT concat(name, ' ', rule ->> '$.query') FROM playlist WHERE id IN (SELECT playlist_id FROM playlist_change WHERE batch_id = ?
          UNION SELECT playlist_id FROM playlist_item WHERE id IN
            (SELECT item_id FROM playlist_item_change WHERE batch_id = ?))`)
      .pluck();
    this.#declared = connection
      .prepare<[number], string>('SELECT name FROM field_change WHERE batch_id = ? ORDER BY id')
      .pluck();
  }

  /** The words of each part, with the number of changes in it. */
  *of(batch: Batch): Generator<{ readonly words: string; readonly changes: number }> {
    const isOfPlaylists = this.#isOfPlaylists.get(batch.id, batch.id) === 1;
    const own = new Set([authorMark(batch.kind), ...this.#texts(batch, isOfPlaylists).flatMap(historyWords)]);
    let parts = 0;
    for (const changes of isOfPlaylists ? [this.#edits, this.#items] : [this.#edits]) {
      // By pages: while a statement is read row by row, the connection writes nothing.
      for (let after = 0; ;) {
        const page = changes.all(batch.id, after, PART);
        if (page.length === 0) break;
        yield { words: wordsOf(own, page), changes: page.length };
        parts += 1;
        after = page.at(-1)!.id;
        if (page.length < PART) break;
      }
    }
    if (parts === 0) yield { words: [...own].join(' '), changes: 0 };
  }

  #texts({ id, author, note }: Batch, isOfPlaylists: boolean): string[] {
    const texts = [author, note, ...this.#declared.all(id)];
    if (!isOfPlaylists) return texts;
    texts.push('playlist', ...this.#changed.all(id, id));
    for (const { field, before, after } of this.#playlists.iterate(id)) {
      if (field !== 'name' && field !== 'rule') continue;
      for (const side of [before, after]) texts.push(playlistText(JSON.parse(side)));
    }
    return texts;
  }
}

/** A name, or the query of a rule. */
function playlistText(value: string | { readonly query: string } | null): string {
  return typeof value === 'string' ? value : (value?.query ?? '');
}

/** @param own words of the batch itself */
function wordsOf(own: ReadonlySet<string>, changes: readonly (TrackNames | EditRow)[]): string {
  const words = new Set(own);
  const texts = new Set<string>();
  const columns = new Set<string>();
  for (const change of changes) {
    for (const text of [change.title, change.artist, change.album]) if (text !== null) texts.add(text);
    if (!('field' in change)) continue;
    texts.add(change.field).add(fieldOfTable(change.field)?.label ?? change.field);
    if (change.field === PICTURE) continue;
    for (const column of [change.before, change.after]) if (column !== null) columns.add(column);
  }
  for (const column of columns) {
    for (const value of fromJsonColumn<string[]>(column)!.slice(0, VALUES)) texts.add(value);
  }
  for (const text of texts) for (const word of historyWords(text)) words.add(word);
  return [...words].join(' ');
}
