import { beforeEach, describe, expect, it } from 'vitest';
import { beginCompaction, compactHistory } from '../compact-history.ts';
import type { NewPlaylist } from '../playlists/new-playlists.ts';
import { PlaylistWriter } from '../playlists/playlist-writer.ts';
import { history, type HistoryFilter } from '../reports.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { forgetHistoryWords, historyHasWords, noteHistoryWords } from './note-words.ts';

let library: MemoryLibrary;
let dusk: number;
let dawn: number;

beforeEach(() => {
  library = memoryLibrary();
  dusk = library.add({ name: 'a.flac', tags: { title: ['Dusk'], artist: ['Ember'], album: ['Čas'] } });
  dawn = library.add({ name: 'b.flac', tags: { title: ['Dawn'], artist: ['Ember'] } });
});

function noteWords(): void {
  while (noteHistoryWords(library.connection));
}

function found(text: string, filter: HistoryFilter = {}, limit = 9): number[] {
  noteWords();
  const find = text.split(' ').map((word) => [word]);
  return history(library.connection, limit, { ...filter, find }).map(({ id }) => id);
}

describe('the search of the history', () => {
  it('finds changes by fields, values before and after, tracks, makers and notes', () => {
    const kid = { name: 'Kid3', kind: 'program' } as const;
    const genre = library.edits.apply([dusk], { genre: ['Folk'] }, TESTER).batch;
    const again = library.edits.apply([dusk, dawn], { genre: ['Rock'] }, kid, { note: 'from the car' }).batch;
    const owner = library.edits.apply([dawn], { albumartist: ['Flint'] }, TESTER).batch;
    expect(found('genre')).toEqual([again, genre]);
    expect(found('folk')).toEqual([again, genre]);
    expect(found('dusk')).toEqual([again, genre]);
    expect(found('cas')).toEqual([again, genre]);
    expect(found('dawn')).toEqual([owner, again]);
    expect(found('kid3')).toEqual([again]);
    expect(found('car')).toEqual([again]);
    expect(found('albumartist')).toEqual([owner]);
    expect(found('Album Artist')).toEqual([owner]);
  });

  it('wants all words, each as the beginning of a word, whatever their order, case and accents', () => {
    const batch = library.edits.apply([dusk], { title: ['Ænima, “Été”'] }, TESTER).batch;
    expect(found('ETE aeni')).toEqual([batch]);
    expect(found('ete nima')).toEqual([]);
    expect(found('ete - …')).toEqual([batch]);
  });

  it('takes one of the meanings of a word, and all words of a meaning', () => {
    const owner = library.edits.apply([dusk], { albumartist: ['Flint'] }, TESTER).batch;
    library.edits.apply([dusk], { genre: ['Folk'] }, TESTER);
    noteWords();
    const ids = (...find: string[][]) => history(library.connection, 9, { find }).map(({ id }) => id);
    expect(ids(['Albuminterpret', 'album artist'])).toEqual([owner]);
    expect(ids(['Albuminterpret', 'album artist'], ['flint'])).toEqual([owner]);
    expect(ids(['Albuminterpret', 'album genre'])).toEqual([]);
  });

  it('lists all changes where nothing but signs is looked for', () => {
    const batch = library.edits.apply([dusk], { title: ['x'] }, TESTER).batch;
    expect(found('- "*')).toEqual([batch]);
    expect(found('')).toEqual([batch]);
  });

  it('goes on before a batch, and is that of one kind of maker where asked for', () => {
    const made = (['user', 'program', 'rule', 'service', 'program'] as const).map(
      (kind) => library.edits.apply([dusk], { mood: [kind] }, { name: 'x', kind }).batch!,
    );
    expect(found('mood', {}, 2)).toEqual([made[4], made[3]]);
    expect(found('mood', { before: made[3]! }, 2)).toEqual([made[2], made[1]]);
    expect(found('mood', { by: 'program', before: made[4]! })).toEqual([made[1]]);
    expect(found('mood', { by: 'descant' })).toEqual([made[3], made[2]]);
    // "program" is a word of some batches, and the kind of two others.
    expect(found('program', { by: 'user' })).toEqual([]);
  });

  it('finds changes of playlists by their names, rules and tracks', () => {
    const playlists = new PlaylistWriter(library.connection);
    const create = (playlist: NewPlaylist) => playlists.create({ author: TESTER, playlists: [playlist] });
    const made = create({ name: 'Evening', kind: 'manual', tracks: [dusk] });
    const smart = create({
      name: 'Calm',
      kind: 'smart',
      rule: { query: 'mood:quiet', sort: [], limit: null, seed: null },
    });
    const [id] = made.playlists;
    const renamed = playlists.change({ author: TESTER, id: id!, fields: { name: 'Night' } });
    const added = playlists.add({ author: TESTER, id: id!, tracks: [dawn], before: null });
    expect(found('playlist')).toEqual([added.batch, renamed.batch, smart.batch, made.batch]);
    expect(found('evening')).toEqual([renamed.batch, made.batch]);
    expect(found('quiet')).toEqual([smart.batch]);
    expect(found('dawn')).toEqual([added.batch]);
    expect(found('night dusk')).toEqual([made.batch]);
  });

  it('finds every track of a batch of many, and the batch once', () => {
    const ids = Array.from({ length: 4500 }, (_, i) =>
      library.add({ name: `${i}.mp3`, tags: { title: [`Tide ${i}`] } }),
    );
    const batch = library.edits.apply(ids, { genre: ['Folk'] }, { name: 'x', kind: 'user' }).batch;
    const small = library.edits.apply([ids[0]!], { genre: ['Rock'] }, TESTER).batch;
    expect(found('tide')).toEqual([small, batch]);
    for (const number of ['17', '2345', '4499']) expect(found(`tide ${number}`)).toEqual([batch]);
    expect(found('tide', {}, 1)).toEqual([small]);
    expect(found('tide', { before: small! })).toEqual([batch]);
  });

  it('does not find what a compaction has dropped', () => {
    const [first, second, third] = ['Jazz', 'Folk', 'Rock'].map(
      (genre) => library.edits.apply([dusk], { genre: [genre] }, TESTER).batch,
    );
    expect(found('jazz')).toEqual([second, first]);
    beginCompaction(library.connection, Date.now() + 1000, TESTER);
    compactHistory(library.connection, { after: 0, limit: 1 });
    compactHistory(library.connection, { after: dusk, limit: 1 });
    expect(found('jazz')).toEqual([]);
    expect(found('rock')).toEqual([third]);
    expect(found('dusk genre')).toEqual([third, second, first]);
  });
});

describe('the words of the history', () => {
  it('are noted batch by batch, and others get their turn in between', () => {
    for (let at = 0; at < 501; at += 1) library.edits.apply([dusk], { mood: [`x${at}x`] }, TESTER);
    expect(historyHasWords(library.connection)).toBe(false);
    expect(noteHistoryWords(library.connection)).toBe(true);
    expect(historyHasWords(library.connection)).toBe(false);
    expect(noteHistoryWords(library.connection)).toBe(false);
    expect(historyHasWords(library.connection)).toBe(true);
    expect(found('x500x')).toHaveLength(1);
  });

  it('are those of an empty history at once', () => {
    expect(historyHasWords(library.connection)).toBe(true);
    expect(noteHistoryWords(library.connection)).toBe(false);
  });

  it('are noted anew after they were forgotten', () => {
    const batch = library.edits.apply([dusk], { genre: ['Folk'] }, TESTER).batch;
    expect(found('folk')).toEqual([batch]);
    forgetHistoryWords(library.connection);
    expect(historyHasWords(library.connection)).toBe(false);
    expect(found('folk')).toEqual([batch]);
  });
});
