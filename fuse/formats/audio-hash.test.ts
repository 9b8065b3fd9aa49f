import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { AUDIO_HASH_LENGTH, audioHash } from './audio-hash.ts';
import type { Layout } from './layout.ts';
import { planFile } from './plan-file.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, KINDS, run, type Kind } from './testing/audio.ts';
import { planFiles, renderPlan, strictSource } from './testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const RETAG = fileURLToPath(new URL('testing/retag.py', import.meta.url));
/** mutagen does not know RF64. */
const FOR_MUTAGEN = KINDS.filter((kind) => kind !== 'RF64');

const layoutOf = (bytes: Buffer): Layout => readLayout(strictSource(bytes), '') as Layout;

/** @param layout as the file says unless given: damage must not change where the audio is looked for */
const hashOf = (bytes: Buffer, layout = layoutOf(bytes)): string =>
  audioHash(strictSource(bytes), layout).toString('hex');

/** Has a program write a copy of the file. @returns the bytes of the copy, which differ */
function rewritten(kind: Kind, program: (copy: string) => void): Buffer {
  const path = folder.pathOf(kind);
  const copy = join(folder.path, `copy of ${path.slice(path.lastIndexOf('/') + 1)}`);
  copyFileSync(path, copy);
  program(copy);
  const bytes = readFileSync(copy);
  expect(bytes.equals(folder.bytesOf(kind))).toBe(false);
  return bytes;
}

/** Forty places of the audio, its first and last byte among them; none in the head of an Ogg page. */
function placesOf(bytes: Buffer, { audio, container }: Layout): number[] {
  const places = Array.from({ length: 40 }, (_, k) => audio.offset + Math.floor((k * (audio.length - 1)) / 39));
  if (container !== 'ogg') return places;
  return places.map((place) => {
    const page = bytes.lastIndexOf('OggS', place, 'latin1');
    return Math.max(place, page + 27 + bytes[page + 26]!);
  });
}

describe('the audio hash', () => {
  it('is the first half of the SHA-256 of the audio', () => {
    const bytes = folder.bytesOf('WAV');
    const { offset, length } = layoutOf(bytes).audio;
    const sha256 = createHash('sha256')
      .update(bytes.subarray(offset, offset + length))
      .digest('hex');
    expect(hashOf(bytes)).toBe(sha256.slice(0, 2 * AUDIO_HASH_LENGTH));
    expect(AUDIO_HASH_LENGTH).toBe(16);
  });

  it('does not depend on what a reader says of the audio', () => {
    const bytes = folder.bytesOf('flac');
    const layout = layoutOf(bytes);
    const other = { ...layout, container: 'wav', properties: { ...layout.properties, codec: 'other', duration: 1 } };
    expect(hashOf(bytes, other)).toBe(hashOf(bytes));
  });

  it.each(KINDS)('of %s stays when the mount writes another header', (kind) => {
    const original = folder.bytesOf(kind);
    const tags = { title: ['x'.repeat(70_000)], comment: ['y'] };
    const plan = planFile({ layout: layoutOf(original), tags, pictures: [] }, planFiles(original));
    const rendered = renderPlan(plan, original);
    expect(rendered.equals(original)).toBe(false);
    expect(hashOf(rendered)).toBe(hashOf(original));
  });

  it.each(FOR_MUTAGEN)('of %s stays when mutagen saves tags', (kind) => {
    const retagged = rewritten(kind, (copy) => run('/usr/bin/python3', [RETAG, copy, 'Another Title']));
    expect(hashOf(retagged)).toBe(hashOf(folder.bytesOf(kind)));
  });

  it('of FLAC stays when metaflac saves tags and adds padding', () => {
    const retagged = rewritten('flac', (copy) => {
      run('metaflac', ['--set-tag=TITLE=Another Title', copy]);
      run('metaflac', ['--add-padding=100000', copy]);
    });
    expect(hashOf(retagged)).toBe(hashOf(folder.bytesOf('flac')));
  });

  it.each(['flac', 'mp3', 'Ogg Vorbis', 'Opus', 'AAC, moov last', 'WAV', 'WavPack'] as const)(
    'of %s stays when Kid3 saves tags',
    (kind) => {
      const comment = 'c'.repeat(20_000);
      const retagged = rewritten(kind, (copy) =>
        run('kid3-cli', ['-c', 'set title "Another Title"', '-c', `set comment "${comment}"`, '-c', 'save', copy]),
      );
      expect(hashOf(retagged)).toBe(hashOf(folder.bytesOf(kind)));
    },
  );

  it.each(['Ogg Vorbis', 'Opus'] as const)('of %s stays when the pages are cut anew', (kind) => {
    const remuxed = rewritten(kind, (copy) =>
      run(
        'ffmpeg',
        `-nostdin -v error -y -i ${folder.pathOf(kind)} -c copy -page_duration 20000`.split(' ').concat(copy),
      ),
    );
    expect(layoutOf(remuxed).audio.length).not.toBe(layoutOf(folder.bytesOf(kind)).audio.length);
    expect(hashOf(remuxed)).toBe(hashOf(folder.bytesOf(kind)));
  });

  it.each(KINDS)('of %s is another when one bit of the audio is', (kind) => {
    const bytes = Buffer.from(folder.bytesOf(kind));
    const layout = layoutOf(bytes);
    const places = placesOf(bytes, layout);
    const hashes = places.map((place) => {
      bytes[place]! ^= 1;
      const hash = hashOf(bytes, layout);
      bytes[place]! ^= 1;
      return hash;
    });
    expect(new Set([...hashes, hashOf(bytes, layout)]).size).toBe(new Set(places).size + 1);
  });
});
