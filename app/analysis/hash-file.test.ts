import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { audioHash } from '../../fuse/formats/audio-hash.ts';
import type { Layout } from '../../fuse/formats/layout.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import { strictSource } from '../../fuse/formats/testing/sources.ts';
import { makeAudio } from '../../tests/support/audio.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { ffmpegDecoder } from '../audio/ffmpeg-decoder.ts';
import { AnalysisError } from './analysis.ts';
import { hashFile } from './hash-file.ts';

const folder = temporaryFolder();
const hash = (path: string): Uint8Array | null => hashFile(Buffer.from(path), ffmpegDecoder);

it('hashes the audio of a file, wherever it lies', () => {
  const bytes = readFileSync(makeAudio(join(folder, 'a.mp3')));
  const deep = join(folder, 'ünder.a', 'b.c');
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, 'mp3'), bytes);
  const expected = audioHash(strictSource(bytes), readLayout(strictSource(bytes), 'mp3') as Layout);
  expect(hash(join(folder, 'a.mp3'))).toEqual(expected);
  expect(hash(join(deep, 'mp3'))).toEqual(expected);
});

it('looks for the audio where the scan does, which knows a file by its name as well', () => {
  const bytes = readFileSync(makeAudio(join(folder, 'tagged.mp3')));
  const { offset, length } = (readLayout(strictSource(bytes), 'mp3') as Layout).audio;
  const audio = bytes.subarray(offset, offset + length);
  writeFileSync(join(folder, 'junk.mp3'), Buffer.concat([Buffer.from('junk in front'), audio]));
  expect(hash(join(folder, 'junk.mp3'))).toEqual(hash(join(folder, 'tagged.mp3')));
  // A name that is an extension alone has none.
  copyFileSync(join(folder, 'junk.mp3'), join(folder, '.mp3'));
  expect(hashFile(Buffer.from(join(folder, '.mp3')), null)).toBeNull();
});

it('hashes the packets of a format without a reader of its own, whatever its tags', () => {
  const wav = makeAudio(join(folder, 'b.wav'));
  const encode = (name: string, title: string): Uint8Array | null => {
    const path = join(folder, name);
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', wav, '-metadata', `title=${title}`, path]);
    return hash(path);
  };
  for (const extension of ['wma', 'tta']) {
    const hashed = encode(`b.${extension}`, 'One');
    expect(hashed).toHaveLength(16);
    expect(encode(`c.${extension}`, 'Another title')).toEqual(hashed);
    expect(hashFile(Buffer.from(join(folder, `b.${extension}`)), null)).toBeNull();
  }
});

it('keeps no file open', () => {
  const path = makeAudio(join(folder, 'open.flac'));
  const open = (): number => readdirSync('/proc/self/fd').length;
  const before = open();
  for (let i = 0; i < 20; i++) hash(path);
  expect(open()).toBeLessThan(before + 20);
});

it('has no hash for what is of no known format, broken, empty, or no file', () => {
  for (const [name, content] of [
    ['text.xyz', 'this is no music at all'],
    ['broken.flac', 'fLaC'],
    ['empty.mp3', ''],
  ] as const) {
    writeFileSync(join(folder, name), content);
    expect(hash(join(folder, name)), name).toBeNull();
  }
});

it('fails for a file that cannot be read, and goes on with the next', () => {
  const gone = join(folder, 'gone.mp3');
  expect(() => hash(gone)).toThrow(AnalysisError);
  expect(() => hash(gone)).toThrow(expect.objectContaining({ code: 'DECODE_FAILED' }));
  expect(() => hash(gone)).toThrow('It cannot be read: there is no such file or folder');
  expect(hash(makeAudio(join(folder, 'b.mp3')))).toHaveLength(16);
});
