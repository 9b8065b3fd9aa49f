import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { drawCover, COVER_SIZE } from './demo-covers.ts';
import { pngFile } from './png-file.ts';

describe('a picture', () => {
  it('has the colours that were painted, pixel by pixel', async () => {
    const png = pngFile(2, (x, y) => (y < 0.5 ? [1, 0, 0] : [x < 0.5 ? 0.2 : 2, -1, 0.4]));
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 2, height: 2, channels: 3 });
    expect([...data]).toEqual([255, 0, 0, 255, 0, 0, 51, 0, 102, 255, 0, 102]);
  });

  it('is a square cover, another one for each band', async () => {
    const [lanterns, wheels] = [drawCover('lanterns'), drawCover('clockwork')];
    expect(await sharp(lanterns).metadata()).toMatchObject({ format: 'png', width: COVER_SIZE, height: COVER_SIZE });
    expect(lanterns.equals(wheels)).toBe(false);
  });
});
