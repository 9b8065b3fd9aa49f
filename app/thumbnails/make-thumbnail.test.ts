import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { makeThumbnail } from './make-thumbnail.ts';

/** A picture whose left half is red and whose right half is blue. */
async function halves(width: number, height: number): Promise<Sharp> {
  const red = await sharp({ create: { width: width / 2, height, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    { input: red, left: 0, top: 0 },
  ]);
}

async function sizeOf(picture: Uint8Array): Promise<string> {
  const { format, width, height } = await sharp(picture).metadata();
  return `${format} ${width}×${height}`;
}

it('fits the whole picture into a square', async () => {
  for (const [width, height, size] of [
    [1000, 1000, '96×96'],
    [1000, 500, '96×48'],
    [300, 600, '48×96'],
  ] as const) {
    const picture = await (await halves(width, height)).jpeg().toBuffer();
    expect(await sizeOf(await makeThumbnail({ picture, size: 96 }))).toBe(`webp ${size}`);
  }
});

it('does not enlarge a small picture', async () => {
  const picture = await (await halves(40, 30)).png().toBuffer();
  expect(await sizeOf(await makeThumbnail({ picture, size: 96 }))).toBe('webp 40×30');
});

it('turns a picture as its EXIF data says, and leaves the data out', async () => {
  const picture = await (await halves(400, 200)).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const thumbnail = await makeThumbnail({ picture, size: 96 });
  expect(await sizeOf(thumbnail)).toBe('webp 48×96');
  const { orientation, exif } = await sharp(thumbnail).metadata();
  expect({ orientation, exif }).toEqual({ orientation: undefined, exif: undefined });
  // Orientation 6: the left edge of the stored picture is the top.
  const { data } = await sharp(thumbnail).raw().toBuffer({ resolveWithObject: true });
  expect(data[0]).toBeGreaterThan(200);
  expect(data.at(-1)).toBeGreaterThan(200);
});

it('refuses what is no picture, damaged ones, and huge ones', async () => {
  const picture = await (await halves(400, 200)).png().toBuffer();
  const huge = Buffer.from(picture);
  huge.writeUInt32BE(60_000, 16);
  huge.writeUInt32BE(60_000, 20);
  for (const bytes of [Buffer.from('no picture'), Buffer.alloc(0), picture.subarray(0, 200), huge]) {
    await expect(makeThumbnail({ picture: bytes, size: 96 })).rejects.toThrow();
  }
});
