import { beforeEach, expect, it } from 'vitest';
import { Catalogue } from './catalogue/catalogue.ts';
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
    sound: [],
    cutoff: null,
    albumid: null,
    recordingid: null,
    added,
    changed,
    edited: null,
  });
  library.edits.apply([id], { title: ['mine'] }, TESTER);
  expect(trackFacts(library.connection, [id]).get(id)!.edited).toBeGreaterThan(0);
});

it('tells what was found about the sound, most important first', () => {
  const id = library.add({});
  library.connection.exec(`
    INSERT INTO analysis (file_id, version, analysed_at) VALUES (${id}, 1, 1);
    INSERT INTO sound_quality (file_id, version, cut_off) VALUES (${id}, 1, 16020);
    INSERT INTO sound_finding (finding, file_id, confidence, words) VALUES ('clipped', ${id}, 1, ''), ('lossy', ${id}, 0.9, '');
  `);
  expect(trackFacts(library.connection, [id]).get(id)).toMatchObject({ sound: ['lossy', 'clipped'], cutoff: 16_020 });
});

it('tells the album and the recording of a track', async () => {
  const id = library.add({ tags: { album: ['A'] } });
  await new Catalogue(library.connection).settle();
  library.connection.exec(`
    INSERT INTO recording (id, gid, made_at) VALUES (7, 'a', 1);
    INSERT INTO recording_track (track_id, recording_id) VALUES (${id}, 7);
  `);
  expect(trackFacts(library.connection, [id]).get(id)).toMatchObject({ albumid: 1, recordingid: 7 });
});

it('shows names that are not UTF-8, and leaves out tracks that are not there', () => {
  const id = library.add({ name: Buffer.from([0x61, 0xff]), bitsPerSample: null });
  const facts = trackFacts(library.connection, [id, id + 1]);
  expect([...facts.keys()]).toEqual([id]);
  expect(facts.get(id)).toMatchObject({ path: '/music/a\uFFFD', bitdepth: null });
});
