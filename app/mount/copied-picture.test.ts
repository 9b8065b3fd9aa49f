import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { copiedPicturePath } from '../storage/art-store.ts';
import { copyPicture } from './copied-picture.ts';

const folder = temporaryFolder();
const png = join(folder, 'p.png');
execFileSync('ffmpeg', [
  '-nostdin',
  '-v',
  'error',
  '-f',
  'lavfi',
  '-i',
  'color=white:s=32x32:d=0.04',
  '-frames:v',
  '1',
  png,
]);

/** ID3v2.3's unsynchronisation: a zero behind every 0xFF that would look like the beginning of a frame. */
function unsynchronised(bytes: Buffer): Buffer {
  return Buffer.from(
    [...bytes].flatMap((byte, at) =>
      (byte === 0xff && (bytes[at + 1] ?? 0) >= 0xe0) || (byte === 0xff && bytes[at + 1] === 0) ? [byte, 0] : [byte],
    ),
  );
}

describe('copies of encoded pictures', () => {
  it('hold the plain bytes of an unsynchronised one', async () => {
    const plain = Buffer.concat([readFileSync(png), Buffer.from([0xff, 0xe0, 0xff, 0x00, 1])]);
    const encoded = unsynchronised(plain);
    expect(encoded.length).toBeGreaterThan(plain.length);
    const file = join(folder, 'a.mp3');
    writeFileSync(file, Buffer.concat([Buffer.from('head'), encoded, Buffer.from('tail')]));
    const copy = await copyPicture(folder, Buffer.from(file), {
      type: 3,
      mime: 'image/png',
      description: '',
      encoding: 'unsynchronised',
      location: { offset: 4, length: encoded.length },
    });
    expect(copy).toMatchObject({ mime: 'image/png', width: 32, height: 32, length: plain.length });
    expect(readFileSync(copiedPicturePath(folder, copy!.hash)).equals(plain)).toBe(true);
  });

  it('of what is no longer there are none', async () => {
    const gone = {
      type: 3,
      mime: 'image/png',
      description: '',
      encoding: 'unsynchronised',
      location: { offset: 4, length: 100 },
    } as const;
    writeFileSync(join(folder, 'short'), 'short');
    expect(await copyPicture(folder, Buffer.from(join(folder, 'short')), gone)).toBeNull();
    expect(await copyPicture(folder, Buffer.from(join(folder, 'nothing')), gone)).toBeNull();
  });
});
