import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { identifyPicture, PictureError, picturePath, storePicture } from './art-store.ts';

function picture(extension: string): Buffer {
  const path = join(temporaryFolder(), `p.${extension}`);
  execFileSync('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=48x32:d=0.04',
    '-frames:v',
    '1',
    path,
  ]);
  return readFileSync(path);
}

describe('the art store', () => {
  it('stores a picture once, under the hash of its bytes', async () => {
    const library = temporaryFolder();
    const bytes = picture('png');
    const stored = await storePicture(library, bytes);
    await storePicture(library, bytes);
    expect(readFileSync(picturePath(library, stored.hash))).toEqual(bytes);
    expect(readdirSync(join(library, 'art', stored.hash.slice(0, 2)))).toEqual([stored.hash]);
    expect(stored).toMatchObject({ mime: 'image/png', width: 48, height: 32, length: bytes.length });
  });

  it('reads the size of a JPEG from its frame header', () => {
    expect(identifyPicture(picture('jpg'))).toEqual({ mime: 'image/jpeg', width: 48, height: 32 });
  });

  it('refuses what is no picture', async () => {
    await expect(storePicture(temporaryFolder(), Buffer.from('<svg onload=alert(1)>'))).rejects.toThrow(PictureError);
  });

  it('survives every truncation of a picture', () => {
    const bytes = picture('jpg');
    for (let length = 0; length < Math.min(bytes.length, 700); length++) identifyPicture(bytes.subarray(0, length));
  });
});
