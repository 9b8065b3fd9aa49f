import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { fitPicture } from './fit-picture.ts';

const ROOMY = { mostBytes: 10_000_000, mostPixels: 4000 };

const SIZE = { width: 400, height: 300 };

/** A picture of noise, which no format makes much smaller. */
let noise: Buffer;
beforeAll(async () => {
  noise = await sharp({
    create: { ...SIZE, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .png()
    .toBuffer();
});

it('scales the longer edge to the limit and keeps the shape', async () => {
  const picture = await fitPicture({ picture: noise, ...ROOMY, mostPixels: 200 });
  expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 150 });
});

it('does not enlarge', async () => {
  const picture = await fitPicture({ picture: noise, ...ROOMY });
  expect(await sharp(picture).metadata()).toMatchObject({ width: 400, height: 300 });
});

it('gives up quality first and pixels then, until the bytes fit', async () => {
  const best = await fitPicture({ picture: noise, ...ROOMY });
  const fewer = await fitPicture({ picture: noise, ...ROOMY, mostBytes: best.length - 1 });
  expect(fewer.length).toBeLessThan(best.length);
  expect((await sharp(fewer).metadata()).width).toBe(400);
  const few = await fitPicture({ picture: noise, ...ROOMY, mostBytes: 5000 });
  expect(few.length).toBeLessThanOrEqual(5000);
  const { width, height } = await sharp(few).metadata();
  expect(width / height).toBeCloseTo(4 / 3, 1);
  expect(width).toBeLessThan(400);
});

it('turns the picture as its EXIF data says, and makes white what is transparent', async () => {
  const turned = await sharp(noise).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  expect(await sharp(await fitPicture({ picture: turned, ...ROOMY })).metadata()).toMatchObject({
    width: 300,
    height: 400,
  });
  const clear = await sharp({
    create: { width: 9, height: 9, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer();
  const { data } = await sharp(await fitPicture({ picture: clear, ...ROOMY }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(data[0]).toBeGreaterThan(250);
});

it('refuses what is no picture, and limits that no picture can meet', async () => {
  await expect(fitPicture({ picture: Buffer.from('no picture'), ...ROOMY })).rejects.toThrow();
  await expect(fitPicture({ picture: noise, ...ROOMY, mostBytes: 100 })).rejects.toThrow('100 bytes or fewer');
});
