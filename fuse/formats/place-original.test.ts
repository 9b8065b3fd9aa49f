import { afterAll, describe, expect, it } from 'vitest';
import type { Layout } from './layout.ts';
import { readPictureBody } from './picture-body.ts';
import { placeOriginal } from './place-original.ts';
import { planFile, sizeOfPlan } from './plan-file.ts';
import type { PlacedPicture } from './plan.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, KINDS } from './testing/audio.ts';
import { planFiles, renderPlan, strictSource } from './testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const art = Buffer.from(Array.from({ length: 150_001 }, (_, i) => (i * 11 + (i >> 8)) & 255));
const picture: PlacedPicture = {
  type: 3,
  mime: 'image/jpeg',
  description: '',
  width: 5,
  height: 6,
  depth: 24,
  length: art.length,
  body: { kind: 'blob', path: 'art', offset: 0, length: art.length },
};

describe.each(KINDS)('the picture of a %s file', (kind) => {
  it('goes into the plan from where it is', () => {
    const bytes = folder.bytesOf(kind);
    const plain = readLayout(strictSource(bytes)) as Layout;
    const original = renderPlan(
      planFile({ layout: plain, tags: {}, pictures: [picture] }, planFiles(bytes, { art })),
      bytes,
      { art },
    );

    const layout = readLayout(strictSource(original)) as Layout;
    const pictures = layout.pictures.map((found) => placeOriginal(found) as PlacedPicture);
    expect(pictures).toHaveLength(1);
    expect(pictures[0]?.length).toBe(art.length);
    const input = { layout, tags: { title: ['new'] }, pictures };
    const rendered = renderPlan(planFile(input, planFiles(original)), original);
    expect(rendered.length).toBe(sizeOfPlan(input).size);
    const again = readLayout(strictSource(rendered)) as Layout;
    expect(again.pictures).toHaveLength(1);
    expect(
      Buffer.from(readPictureBody(strictSource(rendered), again.pictures[0] as Layout['pictures'][number])).equals(art),
    ).toBe(true);
  });
});

describe('placeOriginal', () => {
  const location = { offset: 10, length: 20 };
  const known = { type: 4, mime: 'image/png', description: 'd' };
  const numbers = { width: 0, height: 0, depth: 0 };
  const body = { kind: 'source', ...location };

  it('places a picture that lies in the file as it is', () => {
    expect(placeOriginal({ ...known, location, encoding: 'raw' })).toEqual({ ...known, ...numbers, length: 20, body });
    const size = { width: 1, height: 2, depth: 3 };
    expect(placeOriginal({ ...known, ...size, location, encoding: 'raw' })).toEqual({
      ...known,
      ...size,
      length: 20,
      body,
    });
  });

  it('says how to decode a picture of which the length is known', () => {
    const parts = [{ offset: 10, length: 5 }];
    for (const picture of [
      { ...known, location, encoding: 'base64', bodyLength: 9 },
      { ...known, location, encoding: 'raw', parts, bodyLength: 9 },
    ] as const) {
      expect(placeOriginal(picture)).toEqual({ ...known, ...numbers, length: 9, body, encoded: picture });
    }
  });

  it('leaves to the caller what has to be read to know its length', () => {
    for (const encoding of ['unsynchronised', 'base64'] as const) {
      expect(placeOriginal({ ...known, location, encoding })).toBeNull();
    }
    expect(placeOriginal({ ...known, location, encoding: 'raw', parts: [location] })).toBeNull();
  });
});
