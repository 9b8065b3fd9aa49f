import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { AUDIO_KEY_LENGTH, audioKey, wholeFileKey } from './audio-key.ts';
import { BLOCK } from './audio-sample.ts';
import type { Layout } from './layout.ts';
import { canPlan, planFile } from './plan-file.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, KINDS, run, type Kind } from './testing/audio.ts';
import { planFiles, renderPlan, strictSource } from './testing/sources.ts';

const folder = audioFolder();
const originals = new Map<Kind, string>();
beforeAll(() => KINDS.forEach((kind) => originals.set(kind, folder.make(kind))));
afterAll(() => folder[Symbol.dispose]());

const RETAG = fileURLToPath(new URL('testing/retag.py', import.meta.url));
/** mutagen does not know RF64. */
const FOR_MUTAGEN = KINDS.filter((kind) => kind !== 'RF64');

function layoutOf(bytes: Buffer): Layout {
  return readLayout(strictSource(bytes), '') as Layout;
}

function keyOf(bytes: Buffer): string {
  return audioKey(strictSource(bytes), layoutOf(bytes)).toString('hex');
}

const originalOf = (kind: Kind): Buffer => readFileSync(originals.get(kind)!);

/** A copy of the file on which a program may work. */
function copyOf(kind: Kind): string {
  const path = originals.get(kind)!;
  const copy = join(folder.path, `copy of ${path.slice(path.lastIndexOf('/') + 1)}`);
  copyFileSync(path, copy);
  return copy;
}

describe('the audio key', () => {
  it('has sixteen bytes', () => {
    const bytes = originalOf('flac');
    expect(audioKey(strictSource(bytes), layoutOf(bytes))).toHaveLength(AUDIO_KEY_LENGTH);
    expect(wholeFileKey(strictSource(bytes))).toHaveLength(AUDIO_KEY_LENGTH);
  });

  it('differs for all kinds of files', () => {
    const keys = new Set(KINDS.filter((kind) => !kind.endsWith('moov first')).map((kind) => keyOf(originalOf(kind))));
    expect(keys.size).toBeGreaterThanOrEqual(KINDS.length - 2);
  });

  it.each(KINDS)('of %s stays when the mount writes another header', (kind) => {
    const original = originalOf(kind);
    const layout = layoutOf(original);
    expect(canPlan(layout, 'with files')).toBe(true);
    const tags = { title: ['x'.repeat(70_000)], comment: ['y'] };
    const rendered = renderPlan(planFile({ layout, tags, pictures: [] }, planFiles(original)), original);
    expect(rendered.equals(original)).toBe(false);
    expect(keyOf(rendered)).toBe(keyOf(original));
  });

  it.each(FOR_MUTAGEN)('of %s stays when mutagen saves tags', (kind) => {
    const copy = copyOf(kind);
    run('/usr/bin/python3', [RETAG, copy, 'Another Title']);
    const retagged = readFileSync(copy);
    expect(retagged.equals(originalOf(kind))).toBe(false);
    expect(keyOf(retagged)).toBe(keyOf(originalOf(kind)));
  });

  it.each(['Ogg Vorbis', 'Opus'] as const)('of %s stays when the pages are cut anew', (kind) => {
    const copy = copyOf(kind);
    const target = copy.replace('copy', 'remuxed copy');
    run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', copy, '-c', 'copy', '-page_duration', '20000', target]);
    const remuxed = readFileSync(target);
    expect(layoutOf(remuxed).audio.length).not.toBe(layoutOf(originalOf(kind)).audio.length);
    expect(keyOf(remuxed)).toBe(keyOf(originalOf(kind)));
  });

  it.each(KINDS)('of %s depends on the beginning and the end of the audio', (kind) => {
    const original = originalOf(kind);
    const { audio, container } = layoutOf(original);
    // Behind the header of an Ogg page.
    const first = audio.offset + (container === 'ogg' ? 400 : 0);
    for (const position of [first, audio.offset + audio.length - 1]) {
      const changed = Buffer.from(original);
      changed[position]! ^= 1;
      const key = audioKey(strictSource(changed), layoutOf(original)).toString('hex');
      expect(key, `changed at ${position}`).not.toBe(keyOf(original));
    }
  });

  it('depends on the length, and on the middle of long audio', () => {
    const layout = layoutOf(originalOf('WAV'));
    const bytes = Buffer.alloc(10 * BLOCK, 7);
    const key = (changed: number | null, length = bytes.length): string => {
      const copy = Buffer.from(bytes);
      if (changed !== null) copy[changed] = 8;
      return audioKey(strictSource(copy), { ...layout, audio: { offset: 0, length } }).toString('hex');
    };
    const middle = 4.5 * BLOCK;
    expect(key(null)).not.toBe(key(null, bytes.length - 1));
    for (const position of [0, BLOCK - 1, middle, middle + BLOCK - 1, 9 * BLOCK, 10 * BLOCK - 1]) {
      expect(key(position), `changed at ${position}`).not.toBe(key(null));
    }
    for (const position of [BLOCK, middle - 1, middle + BLOCK, 9 * BLOCK - 1]) {
      expect(key(position), `changed at ${position}`).toBe(key(null));
    }
  });

  it.each([3 * BLOCK, 3 * BLOCK - 1, 1])('takes all of audio of %i bytes', (length) => {
    const layout = { ...layoutOf(originalOf('WAV')), audio: { offset: 5, length } };
    const bytes = Buffer.alloc(length + 10, 7);
    const before = audioKey(strictSource(bytes), layout);
    for (let position = 5; position < 5 + length; position += 1000) {
      bytes[position] = 8;
      expect(audioKey(strictSource(bytes), layout).equals(before), `changed at ${position}`).toBe(false);
      bytes[position] = 7;
    }
    bytes[4] = bytes[5 + length] = 8;
    expect(audioKey(strictSource(bytes), layout).equals(before)).toBe(true);
  });

  it('is another for other sound of the same length in the same format', () => {
    const files = [220, 330].map((pitch) => readFileSync(makeAudio(join(folder.path, `${pitch}.wav`), { pitch })));
    expect(files[0]!.length).toBe(files[1]!.length);
    expect(keyOf(files[0]!)).not.toBe(keyOf(files[1]!));
  });

  it('of a whole file is that of no audio, and tells whole files apart', () => {
    const bytes = originalOf('WAV');
    const key = wholeFileKey(strictSource(bytes)).toString('hex');
    expect(key).not.toBe(keyOf(bytes));
    expect(wholeFileKey(strictSource(bytes.subarray(1))).toString('hex')).not.toBe(key);
    expect(wholeFileKey(strictSource(Buffer.from(bytes))).toString('hex')).toBe(key);
  });
});
