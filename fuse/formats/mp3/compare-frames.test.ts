import { describe, expect, it } from 'vitest';
import type { AudioSide } from '../audio-comparison.ts';
import { frames } from '../testing/id3-bytes.ts';
import { sideOf } from '../testing/sides.ts';
import { compareFrames } from './compare-frames.ts';

const MUSIC = frames(3, 192);
const side = (bytes: Buffer): AudioSide => sideOf(bytes, { offset: 0, length: bytes.length }, { codec: 'mp3' });

/** A frame with `name` at `at`. */
function named(name: string, at = 36): Buffer {
  const frame = frames(1);
  frame.write(name, at, 'latin1');
  return frame;
}

describe('the audio of MP3 files', () => {
  it('is compared without a frame that says how the file was made', async () => {
    for (const name of ['Xing', 'Info', 'VBRI']) {
      expect(await compareFrames(side(MUSIC), side(Buffer.concat([named(name), MUSIC])))).toBe(true);
      expect(await compareFrames(side(Buffer.concat([named(name), MUSIC])), side(MUSIC))).toBe(true);
    }
    expect(
      await compareFrames(side(Buffer.concat([named('Xing'), MUSIC])), side(Buffer.concat([named('Info'), MUSIC]))),
    ).toBe(true);
  });

  it('differs by any other frame in front', async () => {
    expect(await compareFrames(side(MUSIC), side(Buffer.concat([frames(1), MUSIC])))).toBe(false);
    expect(await compareFrames(side(MUSIC), side(Buffer.concat([named('Else'), MUSIC])))).toBe(false);
    expect(await compareFrames(side(MUSIC), side(Buffer.concat([named('Info', 200), MUSIC])))).toBe(false);
  });

  it('differs where a byte of the music differs', async () => {
    const changed = Buffer.from(MUSIC);
    changed[changed.length - 1] = 1;
    expect(await compareFrames(side(MUSIC), side(Buffer.concat([named('Info'), changed])))).toBe(false);
  });

  it('differs where the rate is another', async () => {
    const other = sideOf(MUSIC, { offset: 0, length: MUSIC.length }, { codec: 'mp3', sampleRate: 48_000 });
    expect(await compareFrames(side(MUSIC), other)).toBe(false);
  });

  it('is compared whole where its beginning is no frame, or is shorter than one', async () => {
    const noFrame = Buffer.from('Info that is no frame');
    expect(await compareFrames(side(noFrame), side(noFrame))).toBe(true);
    expect(await compareFrames(side(noFrame), side(Buffer.from('Info that is no fram!')))).toBe(false);
    const cut = named('Info').subarray(0, 100);
    expect(await compareFrames(side(cut), side(cut))).toBe(true);
    expect(await compareFrames(side(cut), side(Buffer.alloc(0)))).toBe(false);
    expect(await compareFrames(side(named('Info')), side(Buffer.alloc(0)))).toBe(true);
    expect(await compareFrames(side(Buffer.from([1, 2, 3])), side(Buffer.from([1, 2, 3])))).toBe(true);
  });
});
