import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyseFile } from '../analysis/analyse-file.ts';
import { checkFile } from '../analysis/check-file.ts';
import { ffmpegDecoder } from '../audio/ffmpeg-decoder.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { DEMO_ALBUMS } from './demo-albums.ts';
import { writeDemo } from './write-demo.ts';

const PIECES = DEMO_ALBUMS.flatMap(({ pieces }) => pieces);
const KEY_WORDS = { C: 'C major', F: 'F major', G: 'G major', Am: 'A minor', Dm: 'D minor', Em: 'E minor' };

let folder: string;
let written: number;
beforeAll(() => {
  folder = join(temporaryFolder(), 'demo');
  written = writeDemo(folder);
});

const filesOf = (place: string): string[] => globSync('**/*', { cwd: place }).filter((path) => path.includes('.'));

describe('the music of the demo', () => {
  it('is two albums of two artists', () => {
    expect(written).toBe(PIECES.length);
    expect(readdirSync(folder).toSorted()).toEqual(['Ada Quill', 'The Escapement']);
    expect(filesOf(folder)).toHaveLength(PIECES.length);
    expect(readdirSync(join(folder, 'Ada Quill', 'Paper Lanterns')).toSorted()[1]).toBe(
      '02 Lanterns on the Water.flac',
    );
  });

  it('decodes to the samples that its digest is of, and has the key and no faults that the analysis would find', () => {
    for (const { artist, title: album, pieces } of DEMO_ALBUMS) {
      for (const [index, { title, key }] of pieces.entries()) {
        const path = Buffer.from(join(folder, artist, album, `0${index + 1} ${title}.flac`));
        expect(checkFile(ffmpegDecoder, path), title).toMatchObject({ faults: 0, checksum: { agrees: true } });
        const { features, quality, duration } = analyseFile(ffmpegDecoder, path);
        expect(features.key, title).toBe(key === 'F#m' ? 'F♯ minor' : KEY_WORDS[key as keyof typeof KEY_WORDS]);
        expect(quality.quality, title).toMatchObject({ lossy: null, clipping: null, upsampled: null, missing: 0 });
        expect(duration, title).toBeGreaterThan(10);
        expect(duration, title).toBeLessThan(22);
      }
    }
  });

  it('is completed where some of it is missing, and what is there stays as it is', () => {
    const [kept, removed] = ['01 Winding Up.flac', '02 Escapement.flac'].map((name) =>
      join(folder, 'The Escapement', 'Clockwork', name),
    );
    const before = readFileSync(removed!);
    writeFileSync(kept!, 'mine');
    rmSync(removed!);
    expect(writeDemo(folder)).toBe(1);
    expect(readFileSync(kept!, 'utf8')).toBe('mine');
    expect(readFileSync(removed!).equals(before)).toBe(true);
    expect(writeDemo(folder)).toBe(0);
  });

  it('does not mix with the files of others, and takes no file for a folder', () => {
    const taken = temporaryFolder();
    mkdirSync(join(taken, 'Ada Quill'));
    writeFileSync(join(taken, 'notes.txt'), 'mine');
    expect(() => writeDemo(taken)).toThrow(expect.objectContaining({ code: 'BAD_PLACE', path: taken }));
    expect(() => writeDemo(taken)).toThrow(`${taken} holds “notes.txt”, which is no part of the demo`);
    expect(() => writeDemo(join(taken, 'notes.txt'))).toThrow('is a file');
    expect(readdirSync(join(taken, 'Ada Quill'))).toEqual([]);
  });
});
