import { beforeEach, describe, expect, it } from 'vitest';
import { AnalysisError } from '../analysis/analysis.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { copiesOf } from './copies.ts';
import { hashCopies, storeFileHashes, unhashedCopies } from './copied-bytes.ts';

let library: MemoryLibrary;
/** File id → its content; files that are not here cannot be read. */
let contents: Map<string, string>;
let read: string[];

beforeEach(() => {
  library = memoryLibrary();
  [contents, read] = [new Map(), []];
});

/** Adds a track with this audio in a file of so many bytes, which hold `content`. */
function add(name: string, audio: number, size: number, content: string | null): number {
  const id = library.add({ name });
  library.analyse(id);
  const { connection } = library;
  connection.prepare('UPDATE analysis SET audio_hash = ? WHERE file_id = ?').run(Buffer.alloc(16, audio), id);
  connection.prepare('UPDATE file SET size = ?, mtime_ns = ? WHERE id = ?').run(size, 5n, id);
  if (content !== null) contents.set(name, content);
  return id;
}

async function compare(ids: readonly number[]): Promise<(boolean | null)[]> {
  await hashCopies(
    {
      read: { unhashedCopies: async (asked) => unhashedCopies(library.connection, asked.ids) },
      write: { storeFileHashes: async ({ files }) => storeFileHashes(library.connection, files) },
      pool: {
        async hashBytes(path) {
          const name = Buffer.from(path).toString().split('/').at(-1)!;
          read.push(name);
          const content = contents.get(name);
          if (content === undefined) throw new AnalysisError('DECODE_FAILED', 'It cannot be read.');
          return { hash: Buffer.from(content), size: 100, mtimeNs: 5n };
        },
      },
    },
    ids,
  );
  return sameBytes(ids);
}

const sameBytes = (ids: readonly number[]): (boolean | null)[] => {
  const copies = copiesOf(library.connection, ids);
  return ids.map((id) => copies.find((copy) => copy.id === id)!.sameBytes);
};

describe('copies with the same audio', () => {
  it('are the same bytes where their files are, which are read once', async () => {
    const ids = [add('a.flac', 1, 100, 'x'), add('b.flac', 1, 100, 'x'), add('c.flac', 1, 100, 'y')];
    expect(sameBytes(ids)).toEqual([true, null, null]);
    expect(await compare(ids)).toEqual([true, true, false]);
    expect(await compare(ids)).toEqual([true, true, false]);
    expect(read).toEqual(['a.flac', 'b.flac', 'c.flac']);
  });

  it('are read only where another has its size and its audio', async () => {
    const ids = [add('a.flac', 1, 100, 'x'), add('b.flac', 1, 101, 'x'), add('c.flac', 2, 100, 'x')];
    expect(await compare(ids)).toEqual([true, false, false]);
    expect(read).toEqual([]);
  });

  it('are compared again where a file has changed', async () => {
    const ids = [add('a.flac', 1, 100, 'x'), add('b.flac', 1, 100, 'x')];
    await compare(ids);
    library.connection.prepare('UPDATE file SET mtime_ns = 6 WHERE id = ?').run(ids[1]);
    expect(sameBytes(ids)).toEqual([true, null]);
    await compare(ids);
    expect(read).toEqual(['a.flac', 'b.flac', 'b.flac']);
  });

  it('stay unknown where a file cannot be read', async () => {
    const ids = [add('a.flac', 1, 100, 'x'), add('b.flac', 1, 100, null)];
    expect(await compare(ids)).toEqual([true, null]);
  });
});
