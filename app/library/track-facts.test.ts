import { beforeEach, expect, it } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { trackFacts } from './track-facts.ts';

let library: MemoryLibrary;
beforeEach(() => {
  library = memoryLibrary();
});

it('tells what is known of files and tracks', () => {
  const id = library.add({ folder: '/music/x', name: 'a.flac', size: 1234, sampleRate: 96_000, bitsPerSample: 24 });
  const { added, changed } = trackFacts(library.connection, [id]).get(id)!;
  expect(trackFacts(library.connection, [id]).get(id)).toEqual({
    path: '/music/x/a.flac',
    size: 1234,
    samplerate: 96_000,
    bitdepth: 24,
    channels: 2,
    added,
    changed,
    edited: null,
  });
  library.edits.apply([id], { title: ['mine'] }, TESTER);
  expect(trackFacts(library.connection, [id]).get(id)!.edited).toBeGreaterThan(0);
});

it('shows names that are not UTF-8, and leaves out tracks that are not there', () => {
  const id = library.add({ name: Buffer.from([0x61, 0xff]), bitsPerSample: null });
  const facts = trackFacts(library.connection, [id, id + 1]);
  expect([...facts.keys()]).toEqual([id]);
  expect(facts.get(id)).toMatchObject({ path: '/music/a\uFFFD', bitdepth: null });
});
