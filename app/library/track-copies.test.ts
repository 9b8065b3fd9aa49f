import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, type MemoryLibrary, type SampleFile } from './testing-library.ts';
import { copiesOf } from './track-copies.ts';

const KEY = Buffer.alloc(16, 1);
const HASH = Buffer.alloc(16, 2);
let library: MemoryLibrary;

beforeEach(() => {
  library = memoryLibrary();
});

/** Adds a file with this audio key, and, unless undefined, an analysis with this hash. */
function add(name: string, hash?: Buffer | null, more: Partial<SampleFile> = {}, key: Buffer | null = KEY): number {
  const id = library.add({ name, ...more });
  library.connection.prepare('UPDATE file SET audio_key = ? WHERE id = ?').run(key, id);
  if (hash !== undefined) {
    library.analyse(id);
    library.connection.prepare('UPDATE analysis SET audio_hash = ? WHERE file_id = ?').run(hash, id);
  }
  return id;
}

const copies = (id: number) => copiesOf(library.connection, id);

describe('the copies of a track', () => {
  it('are the other files with its audio key', () => {
    const a = add('a.flac');
    const b = add('b.flac', undefined, { folder: '/music/more' });
    add('other.flac', undefined, {}, Buffer.alloc(16, 9));
    expect(copies(a)).toEqual([{ id: b, path: '/music/more/b.flac', identical: null }]);
    expect(copies(b)).toEqual([{ id: a, path: '/music/a.flac', identical: null }]);
    expect(copies(99)).toEqual([]);
  });

  it('are tracks, whatever the ids of their files', () => {
    const a = add('a.flac', HASH);
    const b = add('b.flac', HASH);
    library.connection.prepare('UPDATE track SET id = id + 100').run();
    expect(copies(a)).toEqual([]);
    expect(copies(a + 100)).toEqual([{ id: b + 100, path: '/music/b.flac', identical: true }]);
  });

  it('are none of a file without a key', () => {
    const a = add('a.flac', HASH, {}, null);
    add('b.flac', HASH, {}, null);
    expect(copies(a)).toEqual([]);
  });

  it('are present, and in folders of the library; the track itself may be missing', () => {
    const a = add('a.flac', HASH, { missingSince: 5 });
    const b = add('b.flac', HASH);
    add('c.flac', HASH, { folder: '/gone', inRoot: false });
    expect(copies(b)).toEqual([]);
    expect(copies(a).map(({ id }) => id)).toEqual([b]);
  });

  it('are identical or not where both were hashed, and may be otherwise', () => {
    const a = add('a.flac', HASH);
    add('same.flac', Buffer.from(HASH));
    add('other.flac', Buffer.alloc(16, 3));
    add('not hashed.flac', null);
    add('no audio.flac', Buffer.alloc(0));
    add('not analysed.flac');
    expect(copies(a).map(({ path, identical }) => [path.slice(7), identical])).toEqual([
      ['same.flac', true],
      ['other.flac', false],
      ['not hashed.flac', null],
      ['no audio.flac', null],
      ['not analysed.flac', null],
    ]);
    library.connection.prepare("UPDATE analysis SET audio_hash = x''").run();
    expect(new Set(copies(a).map(({ identical }) => identical))).toEqual(new Set([null]));
  });

  it('are the first twenty, which an index finds in their order', () => {
    const ids = Array.from({ length: 22 }, (_, i) => add(`${i}.flac`));
    expect(copies(ids[1]!).map(({ id }) => id)).toEqual([ids[0], ...ids.slice(2, 21)]);
    const prepare = library.connection.prepare.bind(library.connection);
    let plan = '';
    const explaining = {
      prepare: (sql: string) => {
        plan = JSON.stringify(prepare(`EXPLAIN QUERY PLAN ${sql}`).all(1, 20));
        return prepare(sql);
      },
    } as unknown as MemoryLibrary['connection'];
    copiesOf(explaining, ids[0]!);
    expect(plan).toContain('file_present_sound');
    expect(plan).not.toContain('TEMP B-TREE');
  });
});
