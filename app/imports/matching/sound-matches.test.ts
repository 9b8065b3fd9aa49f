import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { compress } from '../../audio/chromaprint/compression.ts';
import { ITEM_SECONDS } from '../../audio/chromaprint/fingerprinter.ts';
import type { RecognisedTrack, SoundRelation } from '../../model/recognition.ts';
import { PauseGate } from '../../model/pause-gate.ts';
import { findBySound, type SoundLookup, type WantedSound } from './sound-matches.ts';

const folder = temporaryFolder();
const file = join(folder, 'a.mp3');
writeFileSync(file, 'audio');

/** What the library answers, and what it was asked. */
let files: Record<string, readonly RecognisedTrack[]>;
let ofItems: readonly RecognisedTrack[];
let asked: string[];
const sounds: SoundLookup = {
  async lookup(path) {
    const name = Buffer.from(path).toString();
    asked.push(name);
    const found = files[name];
    if (!found) throw new Error('no audio');
    return found;
  },
  async lookupItems(items) {
    asked.push(`${items.length} items`);
    return ofItems;
  },
};

const match = (id: number, kind: SoundRelation = 'same', more: object = {}) =>
  ({
    kind,
    score: 1,
    offset: 0,
    length: 120,
    stretches: [],
    recording: null,
    track: { id, duration: 200 },
    ...more,
  }) as unknown as RecognisedTrack;
const record = (index: number, more: Partial<WantedSound> = {}): WantedSound => ({
  index,
  paths: [],
  fingerprint: null,
  length: null,
  ...more,
});
const find = (...wanted: readonly WantedSound[]) =>
  findBySound(
    sounds,
    wanted,
    () => {},
    async () => true,
  );
/** A fingerprint of so many seconds. */
const fingerprint = (seconds: number): string => compress(new Uint32Array(Math.round(seconds / ITEM_SECONDS)).fill(7));

beforeEach(() => {
  files = {};
  ofItems = [];
  asked = [];
});

describe('a record that nothing else tells', () => {
  it('is the tracks whose whole sound is that of its file', async () => {
    files[file] = [match(4), match(5, 'clip'), match(6, 'related'), match(7)];
    expect(await find(record(3, { paths: [Buffer.from(file)] }))).toEqual([{ index: 3, ids: [4, 7] }]);
  });

  it('is looked for in the first of its files that can be read and is known', async () => {
    const [damaged, unknown, known] = ['b.mp3', 'c.mp3', 'd.mp3'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const path of [damaged, unknown, known]) writeFileSync(path, 'audio');
    mkdirSync(join(folder, 'folder'), { recursive: true });
    files[unknown] = [];
    files[known] = [match(9)];
    const paths = [join(folder, 'gone.mp3'), join(folder, 'folder'), damaged, unknown, known, file].map((path) =>
      Buffer.from(path),
    );
    expect(await find(record(0, { paths }))).toEqual([{ index: 0, ids: [9] }]);
    expect(asked).toEqual([damaged, unknown, known]);
  });

  it('is told by its fingerprint where no file is', async () => {
    ofItems = [match(4, 'clip')];
    expect(await find(record(0, { fingerprint: fingerprint(120), length: 203 }))).toEqual([{ index: 0, ids: [4] }]);
  });

  it.each([
    ['has another length', { length: 206 }, {}],
    ['begins elsewhere', { length: 200 }, { offset: 6 }],
    ['matches for a part', { length: 200 }, { length: 90 }],
    ['is another version', { length: 200 }, { kind: 'related' }],
    ['may be longer', {}, {}],
  ])('is not a track that %s', async (_, wanted, found) => {
    ofItems = [match(4, 'clip', found)];
    expect(await find(record(0, { fingerprint: fingerprint(120), ...wanted }))).toEqual([]);
  });

  it('of a short track is told by the fingerprint alone', async () => {
    ofItems = [match(4)];
    expect(await find(record(0, { fingerprint: fingerprint(60) }))).toEqual([{ index: 0, ids: [4] }]);
    expect(await find(record(0, { fingerprint: fingerprint(118) }))).toEqual([]);
  });

  it('is not found by what is no fingerprint', async () => {
    for (const text of ['', 'no fingerprint!', 'AQ']) expect(await find(record(0, { fingerprint: text }))).toEqual([]);
  });
});

it('tells its progress, and ends where it is cancelled', async () => {
  const wanted = Array.from({ length: 9 }, (_, index) => record(index));
  const progress: number[] = [];
  await findBySound(
    sounds,
    wanted,
    (done) => progress.push(done),
    async () => progress.length < 2,
  );
  expect(progress.length).toBeGreaterThanOrEqual(2);
  expect(progress.length).toBeLessThan(9);
});

it('asks for no record while it may not go on, and for each once when it may', async () => {
  const gate = new PauseGate();
  gate.pause();
  const progress: number[] = [];
  const found = findBySound(
    sounds,
    [record(0), record(1), record(2)],
    (done) => progress.push(done),
    async () => {
      await gate.passed();
      return true;
    },
  );
  await new Promise(setImmediate);
  expect(progress).toEqual([]);
  gate.resume();
  await found;
  expect(progress).toEqual([1, 2, 3]);
});
