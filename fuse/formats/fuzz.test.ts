import { afterAll, describe, expect, it } from 'vitest';
import type { Layout } from './layout.ts';
import { LayoutError } from './layout.ts';
import { readPictureBody } from './picture-body.ts';
import { canPlan, planFile, sizeOfPlan } from './plan-file.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, KINDS, type Kind } from './testing/audio.ts';
import { damaged } from './testing/damage.ts';
import { randomPictures, randomTags } from './testing/random-tags.ts';
import { planFiles, renderPlan, seededRandom, strictSource } from './testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

/** Damaged files per format and kind of damage. Raise it after changing a reader. */
const ROUNDS = 500;

/** Reads a file that may be anything: a layout within the file, `null`, or a LayoutError, and nothing else. */
function readAnything(bytes: Buffer): Layout | null {
  const source = strictSource(bytes);
  let layout: Layout | null;
  try {
    layout = readLayout(source, 'mp3');
  } catch (error) {
    expect(error).toBeInstanceOf(LayoutError);
    return null;
  }
  if (layout === null) return null;
  for (const { offset, length } of [
    layout.audio,
    ...layout.kept.map((part) => part.range),
    ...layout.pictures.map((picture) => picture.location),
  ]) {
    if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) {
      throw new Error(`a range outside the file: ${offset} + ${length} of ${bytes.length}`);
    }
  }
  for (const value of [layout.properties.duration, layout.properties.bitrate, layout.properties.sampleRate]) {
    if (!Number.isFinite(value) || value < 0) {
      throw new Error(`a property that is no number: ${JSON.stringify(layout.properties)}`);
    }
  }
  for (const picture of layout.pictures) {
    try {
      readPictureBody(source, picture);
    } catch (error) {
      expect(error).toBeInstanceOf(LayoutError);
    }
  }
  return layout;
}

/** The file with all kinds of tags and art, where a header can be written. */
function richFile(original: Buffer, layout: Layout): Buffer {
  if (!canPlan(layout, 'with files')) return original;
  const random = seededRandom(3);
  const blobs: Record<string, Uint8Array> = {};
  const pictures = [...randomPictures(random, blobs), ...randomPictures(seededRandom(5), blobs)];
  const plan = planFile({ layout, tags: randomTags(random), pictures }, planFiles(original, blobs));
  return renderPlan(plan, original, blobs);
}

function intactFiles(kind: Kind): { layout: Layout; files: readonly Buffer[] } {
  const original = folder.bytesOf(kind);
  const layout = readLayout(strictSource(original)) as Layout;
  return { layout, files: [original, richFile(original, layout)] };
}

describe.each(KINDS)('a damaged %s file', (kind) => {
  it('is read or refused when it is cut off anywhere', () => {
    for (const whole of intactFiles(kind).files) {
      const step = Math.max(1, Math.floor(whole.length / ROUNDS));
      for (let length = 1; length < whole.length; length += length < 700 ? 1 : step) {
        readAnything(whole.subarray(0, length));
      }
    }
  });

  it('is read or refused when bytes in it change, go away or are added', () => {
    const random = seededRandom(1);
    const intact = intactFiles(kind);
    for (const whole of intact.files) {
      const head = whole.length - Math.floor(intact.layout.audio.length / 2);
      for (let round = 0; round < ROUNDS; round += 1) {
        const layout = readAnything(damaged(whole, head, random));
        if (layout !== null && canPlan(layout, 'with files')) sizeOfPlan({ layout, tags: layout.tags, pictures: [] });
      }
    }
  });
});

describe('readLayout', () => {
  it('reads or refuses noise with the magic numbers of all formats', () => {
    const random = seededRandom(2);
    const magics = [
      'fLaC',
      'OggS',
      'ID3\u0003\0\0',
      'ID3\u0004\0\0',
      'ID3\u0002\0\0',
      'RIFF\0\0\0\0WAVE',
      'DSD ',
      'MAC ',
      'wvpk',
      'MPCK',
      'MP+\u0007',
      'FORM\0\0\0\0AIFF',
      '\0\0\0\u0010ftyp',
      '\u00ff\u00fb',
    ];
    for (let round = 0; round < ROUNDS * 4; round += 1) {
      const bytes = Buffer.from(Array.from({ length: 20 + random(400) }, () => (random(3) === 0 ? 0 : random(256))));
      bytes.write(magics[random(magics.length)] as string, 0, 'latin1');
      readAnything(bytes);
    }
  });

  it('gives up on a file made of millions of empty parts', () => {
    const atoms = Buffer.alloc(4 * 1024 * 1024);
    for (let i = 0; i < atoms.length; i += 8) atoms.write('\0\0\0\u0008free', i, 'latin1');
    atoms.write('\0\0\0\u0008ftyp', 0, 'latin1');
    expect(() => readLayout(strictSource(atoms))).toThrow('made of more than');
  });
});
