import { afterAll, describe, expect, it } from 'vitest';
import type { Layout, PictureRef } from './layout.ts';
import { readPictureBody } from './picture-body.ts';
import { canPlan, planFile, planPassThrough, sizeOfPlan } from './plan-file.ts';
import type { PlanSize } from './plan-input.ts';
import type { PlacedPicture } from './plan.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, extensionOf, KINDS, type Kind } from './testing/audio.ts';
import { randomPictures, randomTags } from './testing/random-tags.ts';
import { planFiles, renderPlan, seededRandom, strictSource } from './testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

function sampleOf(kind: Kind): { bytes: Buffer; layout: Layout } {
  const bytes = folder.bytesOf(kind);
  return { bytes, layout: readLayout(strictSource(bytes)) as Layout };
}

const kindsIn = (...extensions: string[]): Kind[] => KINDS.filter((kind) => extensions.includes(extensionOf(kind)));

/** What every format keeps of a picture. MP4 knows neither types nor descriptions. */
function pictureFacts(layout: Layout, picture: PictureRef | PlacedPicture): unknown {
  const { mime, type, description } = picture;
  return layout.container === 'mp4' ? { mime } : { mime, type, description };
}

/** APEv2 has a key for each type of picture, so one of each. */
function isApe({ container }: Layout): boolean {
  return container === 'ape' || container === 'wavpack' || container === 'musepack';
}

describe('planFile', () => {
  it.each(KINDS)('knows how to write %s', (kind) => {
    expect(canPlan(sampleOf(kind).layout, 'with files')).toBe(true);
  });

  it.each(KINDS)('writes headers for %s that read back the same, around the same audio', (kind) => {
    const { bytes, layout } = sampleOf(kind);
    const random = seededRandom(7);
    for (let round = 0; round < 40; round += 1) {
      const tags = randomTags(random);
      const blobs: Record<string, Uint8Array> = {};
      const pictures = randomPictures(random, blobs).filter(
        ({ type }, i, all) => !isApe(layout) || all.findIndex((other) => other.type === type) === i,
      );
      const plan = planFile({ layout, tags, pictures }, planFiles(bytes, blobs));
      const rendered = renderPlan(plan, bytes, blobs);
      expect(rendered.length).toBe(plan.size);
      expect(sizeOfPlan({ layout, tags, pictures })).toMatchObject({
        size: plan.size,
        headerLength: plan.headerLength,
      });

      const source = strictSource(rendered);
      const again = readLayout(source) as Layout;
      expect(again.tags).toEqual(tags);
      expect(again.pictures.map((picture) => pictureFacts(again, picture))).toEqual(
        pictures.map((picture) => pictureFacts(layout, picture)),
      );
      again.pictures.forEach((picture, i) => {
        expect(Buffer.from(readPictureBody(source, picture)).equals(blobs[`/art/${i}`] as Uint8Array)).toBe(true);
      });
      expect(again.properties.duration).toBeCloseTo(layout.properties.duration, 5);
      expect(again.audio.length).toBe(layout.audio.length);
      const audio = rendered.subarray(again.audio.offset, again.audio.offset + again.audio.length);
      if (!plan.segments.some((segment) => segment.kind === 'source' && segment.pageShift !== undefined)) {
        expect(audio.equals(bytes.subarray(layout.audio.offset, layout.audio.offset + layout.audio.length))).toBe(true);
      }
    }
  });

  it.each(KINDS)('writes for %s what a layout that went through JSON says', (kind) => {
    const { bytes, layout } = sampleOf(kind);
    const stored = JSON.parse(JSON.stringify(layout)) as Layout;
    const input = { tags: layout.tags, pictures: [] };
    const files = planFiles(bytes);
    expect(renderPlan(planFile({ layout: stored, ...input }, files), bytes)).toEqual(
      renderPlan(planFile({ layout, ...input }, files), bytes),
    );
  });

  it.each(KINDS)('gives %s no empty segment, and sizes that add up', (kind) => {
    const { bytes, layout } = sampleOf(kind);
    const plan = planFile({ layout, tags: { title: ['x'] }, pictures: [] }, planFiles(bytes));
    const lengths = plan.segments.map((segment) => (segment.kind === 'bytes' ? segment.bytes.length : segment.length));
    expect(Math.min(...lengths)).toBeGreaterThan(0);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(plan.size);
  });
});

describe('the length of a header', () => {
  const inFront = kindsIn('flac', 'mp3', 'ogg', 'oga', 'opus');

  it.each(inFront)('is a multiple of 4 KiB with at least 8 KiB of room for %s', (kind) => {
    const { layout } = sampleOf(kind);
    for (const length of [1, 100, 4000, 4096, 5000, 40_000]) {
      const { headerLength } = sizeOfPlan({ layout, tags: { lyrics: ['x'.repeat(length)] }, pictures: [] });
      // The segment tables of Ogg grow with the content, sometimes by two bytes at once.
      if (layout.container === 'ogg') expect(headerLength % 4096).toBeLessThan(2);
      else expect(headerLength % 4096).toBe(0);
      expect(headerLength).toBeGreaterThanOrEqual(length + 8192);
      expect(headerLength).toBeLessThan(length + 8192 + 4096 + 8192);
    }
  });

  it.each(inFront)('stays what it was while the content of %s fits, and grows when it does not', (kind) => {
    const { layout } = sampleOf(kind);
    const before = sizeOfPlan({ layout, tags: { title: ['short'] }, pictures: [] }).headerLength;
    const lyrics = (length: number): number =>
      sizeOfPlan({ layout, tags: { lyrics: ['x'.repeat(length)] }, pictures: [], minimumHeaderLength: before })
        .headerLength;
    for (let length = 1; length < 8000; length += 97) expect(lyrics(length)).toBe(before);
    expect(lyrics(20_000)).toBeGreaterThan(before);
  });

  it.each(kindsIn('flac', 'mp3'))('is used to the last byte for %s', (kind) => {
    const { bytes, layout } = sampleOf(kind);
    for (let minimum = 12_288; minimum < 12_300; minimum += 1) {
      const plan = planFile({ layout, tags: { title: ['x'] }, pictures: [], minimumHeaderLength: minimum });
      expect(plan.headerLength).toBe(minimum);
      expect(readLayout(strictSource(renderPlan(plan, bytes)))?.audio.offset).toBe(minimum);
    }
  });

  it.each(inFront)('holds whole %s content to the last byte, and then grows', (kind) => {
    const { bytes, layout } = sampleOf(kind);
    const lengths = new Set<number>();
    // Ogg Vorbis has some kilobytes of setup besides.
    for (let length = 11_000; length < 17_000; length += length > 15_400 && length < 16_000 ? 1 : 16) {
      const tags = { lyrics: ['x'.repeat(length)] };
      const plan = planFile({ layout, tags, pictures: [], minimumHeaderLength: 16_000 }, planFiles(bytes));
      const again = readLayout(strictSource(renderPlan(plan, bytes))) as Layout;
      expect(again.tags).toEqual(tags);
      expect(again.audio.offset).toBe(plan.headerLength);
      lengths.add(plan.headerLength);
    }
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(16_000);
    expect(lengths.size).toBeGreaterThan(1);
  });

  it('may exceed what one padding block of FLAC holds', () => {
    const { bytes, layout } = sampleOf('flac');
    const minimumHeaderLength = 2 * 0xff_ffff + 100;
    const plan = planFile({ layout, tags: {}, pictures: [], minimumHeaderLength });
    expect(plan.headerLength).toBe(minimumHeaderLength);
    expect(readLayout(strictSource(renderPlan(plan, bytes)))?.audio.offset).toBe(minimumHeaderLength);
  });
});

describe('the size of a file with its tags at the end', () => {
  const atEnd = kindsIn('wav', 'aiff', 'm4a', 'dsf');

  it.each(atEnd)('stays what it was while the tags of %s fit, and grows when they do not', (kind) => {
    const { layout } = sampleOf(kind);
    const before = sizeOfPlan({ layout, tags: { lyrics: ['x'.repeat(20_000)] }, pictures: [] });
    const lyrics = (length: number): PlanSize =>
      sizeOfPlan({ layout, tags: { lyrics: ['x'.repeat(length)] }, pictures: [], minimumSize: before.size });
    for (let length = 1; length < 28_000; length += 97) expect(lyrics(length).size).toBe(before.size);
    expect(lyrics(40_000).size).toBeGreaterThan(before.size);
  });

  it.each(atEnd)('is kept to the byte for %s, also where it is odd', (kind) => {
    const { bytes, layout } = sampleOf(kind);
    for (const more of [1, 2, 3]) {
      const minimumSize = bytes.length + 30_000 + more;
      const plan = planFile({ layout, tags: { title: ['x'] }, pictures: [], minimumSize });
      expect(plan.size).toBe(minimumSize);
      expect(readLayout(strictSource(renderPlan(plan, bytes)))?.tags).toEqual({ title: ['x'] });
    }
  });

  it.each(atEnd)('says nothing of where the audio of %s begins: that never changes', (kind) => {
    const { layout } = sampleOf(kind);
    const lengths = [1, 5000, 100_000].map(
      (length) => sizeOfPlan({ layout, tags: { lyrics: ['x'.repeat(length)] }, pictures: [] }).headerLength,
    );
    expect(new Set(lengths).size).toBe(1);
  });
});

describe('planPassThrough', () => {
  it('shows the original as it is', () => {
    expect(planPassThrough(10)).toEqual({
      size: 10,
      segments: [{ kind: 'source', offset: 0, length: 10 }],
      headerLength: 0,
    });
    expect(planPassThrough(0).segments).toEqual([]);
  });
});
