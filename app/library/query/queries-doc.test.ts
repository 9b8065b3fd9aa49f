/** The examples of docs/queries.md, run against a library. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PlaylistWriter } from '../playlists/playlist-writer.ts';
import { memoryLibrary, TESTER } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';
import { QueryError, TRACK_STATES } from './rule.ts';
import { KEYWORDS } from './simplify.ts';

const DOC = readFileSync(new URL('../../../docs/queries.md', import.meta.url), 'utf8');

/** The examples in blocks of this kind: the query, and what stands behind it. */
function examples(kind: string): [query: string, words: string][] {
  const blocks = [...DOC.matchAll(new RegExp(`\`\`\`${kind}\\n(.*?)\`\`\``, 'gs'))];
  return blocks.flatMap(([, block]) =>
    block!
      .trim()
      .split('\n')
      .map((line): [string, string] => {
        const [query, ...words] = line.split(/ {2,}/);
        return [query!, words.join(' ')];
      }),
  );
}

const library = memoryLibrary();
library.add({ name: 'a.flac', tags: { title: ['Northern'], 'my field': ['text'] } });
const writer = new PlaylistWriter(library.connection);
writer.create({ playlists: [{ name: 'Road', kind: 'manual' }], author: TESTER });
writer.create({ playlists: [{ name: 'Road 2026', folders: ['Trips'], kind: 'manual' }], author: TESTER });
const reader = new TrackReader(library.connection);

describe('docs/queries.md', () => {
  it.each(examples('query'))('says %s, which is understood', (query) => {
    expect(() => reader.ids(query)).not.toThrow();
  });

  it.each(examples('mistake'))('says what is wrong with %s', (query, message) => {
    let thrown: unknown = null;
    try {
      reader.ids(query);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(QueryError);
    expect((thrown as QueryError).message).toBe(message);
  });

  it('has an example of every word in front of a colon, and of every state', () => {
    const queries = examples('query').map(([query]) => query);
    expect([...KEYWORDS].filter((word) => !queries.some((query) => query.includes(`${word}:`)))).toEqual([]);
    for (const state of TRACK_STATES) expect(queries).toContain(`is:${state}`);
  });
});
