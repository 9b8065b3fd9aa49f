import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { trackDetail } from './track-detail.ts';

const HASH = 'a'.repeat(64);
const BACK = { type: 4, mime: 'image/png', description: 'back' };
const FRONT = { type: 3, mime: 'image/jpeg', description: 'front' };
let library: MemoryLibrary;
const detail = (id: number) => trackDetail(library.connection, id)!;

beforeEach(() => {
  library = memoryLibrary();
});

describe('a track in full', () => {
  it('is null when there is none', () => {
    expect(trackDetail(library.connection, 1)).toBeNull();
  });

  it('has what lists show, what the file says, and what was edited', () => {
    const id = library.add({
      name: Buffer.from([0x61, 0xff]),
      tags: { title: ['file'], artist: ['Ember', 'Tide'], album: ['North'], date: ['2008'], tracknumber: ['3'] },
      pictures: [FRONT],
    });
    library.edits.apply([id], { title: ['mine'], mood: ['calm'], artist: null }, TESTER);
    const at = library.connection.prepare('SELECT at FROM edit_batch').pluck().get();
    const edit = { author: 'tester', at, batch: 1 };
    expect(detail(id)).toEqual({
      id,
      title: 'mine',
      artist: '',
      album: 'North',
      albumArtist: '',
      genre: '',
      year: 2008,
      trackNumber: 3,
      discNumber: null,
      duration: 100,
      kind: 'FLAC',
      lossless: true,
      bitrate: 800_000,
      fileName: 'a\ufffd',
      editedFields: ['artist', 'mood', 'title'],
      rating: null,
      favourite: false,
      plays: 0,
      skips: 0,
      lastPlayed: null,
      art: `/art/track/${id}?v=2`,
      error: null,
      missing: false,
      aside: null,
      fields: [
        { field: 'album', values: ['North'], original: ['North'], edit: null },
        { field: 'artist', values: [], original: ['Ember', 'Tide'], edit },
        { field: 'date', values: ['2008'], original: ['2008'], edit: null },
        { field: 'mood', values: ['calm'], original: null, edit },
        { field: 'title', values: ['mine'], original: ['file'], edit },
        { field: 'tracknumber', values: ['3'], original: ['3'], edit: null },
      ],
      path: '/music/a\ufffd',
      size: 1000,
      sampleRate: 44100,
      channels: 2,
      bitsPerSample: 16,
      addedAt: 1_700_000_001_000,
      changedAt: library.column(id, 'changed_at'),
      pictures: [
        {
          ...FRONT,
          content: 'image/jpeg 800',
          url: expect.stringMatching(/^\/art\/track\/1\?picture=0&v=[0-9a-f]{12}$/),
        },
      ],
      sound: null,
      quality: null,
      analysis: 'pending',
      copies: [],
    });
  });

  it('has its copies', () => {
    const [a, b] = [library.add(), library.add({ name: 'b.flac' })];
    library.connection.prepare('UPDATE file SET audio_key = ?').run(Buffer.alloc(16, 1));
    expect(detail(a).copies).toEqual([{ id: b, path: '/music/b.flac', identical: null }]);
  });

  it('names the last edit of each field, and none of a field that is back to what the file says', () => {
    const id = library.add({ tags: { title: ['file'] } });
    const other = library.add({ name: 'b.flac' });
    library.edits.apply([id], { title: ['one'], mood: ['x'] }, TESTER);
    library.edits.apply([id], { title: ['two'] }, { name: 'Picard', kind: 'program' });
    library.edits.apply([id], { mood: null }, TESTER);
    library.edits.apply([other], { title: ['three'] }, TESTER);
    expect(detail(id).fields).toMatchObject([{ field: 'title', edit: { author: 'Picard', batch: 2 } }]);
  });

  it('says that a file is missing, broken, or lossy', () => {
    const id = library.add({ name: 'a.mp3', codec: 'mp3', lossless: false, error: 'broken', missingSince: 5 });
    expect(detail(id)).toMatchObject({ missing: true, error: 'broken', lossless: false, art: null, pictures: [] });
  });
});

describe('the pictures of a track', () => {
  it('have addresses that name their position among those in force', () => {
    const id = library.add({ pictures: [BACK, FRONT] });
    library.edits.apply([id], { picture: [`3:${HASH}:front`, 'file:1', 'file:7', 'file:0'] }, TESTER);
    expect(detail(id).pictures).toEqual([
      { url: `/art/${HASH}`, content: HASH, type: 3, mime: 'image/*', description: 'front' },
      { ...FRONT, content: 'image/jpeg 800', url: expect.stringContaining(`/art/track/${id}?picture=1&v=`) },
      { ...BACK, content: 'image/png 800', url: expect.stringContaining(`/art/track/${id}?picture=2&v=`) },
    ]);
  });

  it('are told apart by their length where a file says it', () => {
    const id = library.add({
      pictures: [
        { ...FRONT, bodyLength: 700 },
        { ...FRONT, location: { offset: 42, length: 801 } },
      ],
    });
    expect(detail(id).pictures.map(({ content }) => content)).toEqual(['image/jpeg 700', 'image/jpeg 801']);
  });

  it('have other addresses after every change of the track or the file', () => {
    const id = library.add({ pictures: [BACK, BACK] });
    const urls = (): string[] => detail(id).pictures.map(({ url }) => url);
    const seen = [urls()];
    library.edits.apply([id], { title: ['x'] }, TESTER);
    seen.push(urls());
    library.connection.exec('UPDATE file SET size = 5');
    seen.push(urls());
    expect(new Set(seen.flat()).size).toBe(6);
  });

  it('are none where they were removed', () => {
    const id = library.add({ pictures: [FRONT] });
    library.edits.apply([id], { picture: null }, TESTER);
    expect(detail(id)).toMatchObject({ pictures: [], art: null, fields: [] });
  });
});

describe('the sound of a track', () => {
  it('is what the analysis found', () => {
    const id = library.add();
    library.analyse(id);
    expect(detail(id)).toMatchObject({
      analysis: 'done',
      sound: { bpm: 120.5, key: 'A minor', spectralCentroid: 1000.25, spectralBandwidth: 500.5, rmsEnergy: 0.125 },
    });
  });

  it('may have neither tempo nor key, and zeros for what is not stored', () => {
    const id = library.add();
    library.analyse(id);
    library.connection.exec(
      'UPDATE analysis SET bpm = NULL, musical_key = NULL, spectral_bandwidth = NULL, rms_energy = NULL',
    );
    expect(detail(id).sound).toEqual({
      bpm: null,
      key: null,
      spectralCentroid: 1000.25,
      spectralBandwidth: 0,
      rmsEnergy: 0,
    });
  });

  it('is unknown when it could not be analysed', () => {
    const id = library.add();
    library.analyse(id, { error: 'no sound', code: 'DECODE_FAILED' });
    expect(detail(id)).toMatchObject({ analysis: { error: 'no sound' }, sound: null });
  });

  it('is unknown when there is too little of it, which is no failure', () => {
    const id = library.add();
    library.analyse(id, { error: 'shorter than three seconds', code: 'TOO_SHORT' });
    expect(detail(id)).toMatchObject({ analysis: 'too-short', sound: null });
  });
});
