import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, type MemoryLibrary, type SampleFile } from '../library/testing-library.ts';
import { copiesOf, copiesOfGroups } from './copies.ts';

let library: MemoryLibrary;
beforeEach(() => (library = memoryLibrary()));

describe('the copies of a recording', () => {
  it('come with the best first, and with why the others are not', () => {
    const file = (name: string, more: Partial<SampleFile>): number => library.add({ name, ...more });
    const low = file('a.mp3', { codec: 'mp3', lossless: false, bitrate: 128_000, bitsPerSample: null });
    const high = file('b.mp3', { codec: 'mp3', lossless: false, bitrate: 320_000, bitsPerSample: null });
    const cd = file('c.flac', { bitsPerSample: 16, sampleRate: 44_100 });
    const studio = file('d.flac', { bitsPerSample: 24, sampleRate: 44_100 });
    const fast = file('e.flac', { bitsPerSample: 16, sampleRate: 96_000 });
    const same = file('f.flac', { bitsPerSample: 16, sampleRate: 44_100 });
    expect(copiesOf(library.connection, [low, high, cd, studio, fast, same]).map(({ id, why }) => [id, why])).toEqual([
      [studio, null],
      [fast, '16 bit, not 24'],
      [cd, '16 bit, not 24'],
      [same, '16 bit, not 24'],
      [high, 'lossy'],
      [low, 'lossy'],
    ]);
  });

  it('are ranked by what their sound says', () => {
    const [loud, fake, quiet] = ['a', 'b', 'c'].map((name) => library.add({ name: `${name}.flac` })) as [
      number,
      number,
      number,
    ];
    for (const id of [loud, fake, quiet]) library.analyse(id);
    const add = library.connection.prepare('INSERT INTO sound_quality (file_id, version, measures) VALUES (?, 2, ?)');
    add.run(quiet, '{"rescaled":true}');
    add.run(loud, '{"rescaled":false}');
    add.run(fake, null);
    library.connection.prepare("INSERT INTO sound_finding VALUES ('lossy', ?, 1, 'x')").run(fake);
    expect(copiesOf(library.connection, [fake, quiet, loud]).map(({ id, why }) => [id, why])).toEqual([
      [loud, null],
      [quiet, 'made louder or quieter afterwards'],
      [fake, 'lossless, but made from a lossy file'],
    ]);
  });

  it('say what there is to know of each, with the bytes of a path that is no UTF-8', () => {
    const name = Buffer.from([0x61, 0xff, 0x2e, 0x6d, 0x70, 0x33]);
    const id = library.add({
      name,
      tags: { title: ['One'], artist: ['Ash'], album: ['First'] },
      duration: 12,
      size: 34,
    });
    expect(copiesOf(library.connection, [id, id + 1])).toEqual([
      {
        id,
        title: 'One',
        artist: 'Ash',
        album: 'First',
        kind: expect.any(String),
        bitrate: 800_000,
        bytes: 34,
        duration: 12,
        why: null,
        reason: null,
        sameAudio: false,
        sameBytes: true,
        path: '/music/a\ufffd.mp3',
        pathBase64: Buffer.concat([Buffer.from('/music/'), name]).toString('base64'),
      },
    ]);
  });

  it('tell which have the very audio of the best one', () => {
    const ids = ['a', 'b', 'c', 'd'].map((name) => library.add({ name: `${name}.flac` }));
    for (const id of ids) library.analyse(id);
    const hash = library.connection.prepare('UPDATE analysis SET audio_hash = ? WHERE file_id = ?');
    for (const [at, value] of [5, 5, 6].entries()) hash.run(Buffer.alloc(16, value), ids[at]);
    hash.run(Buffer.alloc(0), ids[3]);
    expect(copiesOf(library.connection, ids).map(({ id, sameAudio }) => [id, sameAudio])).toEqual([
      [ids[0], true],
      [ids[1], true],
      [ids[2], false],
      [ids[3], false],
    ]);
  });

  it('are ranked group by group', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => library.add({ name: `${name}.flac` })) as [number, number, number];
    const ranked = copiesOfGroups(library.connection, [[b, a], [], [c, 99]]);
    expect(ranked.map((copies) => copies.map(({ id }) => id))).toEqual([[a, b], [], [c]]);
  });
});
