import { expect, it } from 'vitest';
import { NoRoomError } from './copy-tracks.ts';

it('gives figures that differ where the room is only just too small', () => {
  const { message, path } = new NoRoomError('/stick', 900_001, 900_000);
  expect(message).toBe('the copies take 1 MB, and /stick has 0.9 MB free; copy fewer tracks, or convert them');
  expect(path).toBe('/stick');
  expect(new NoRoomError('/stick', 1_234_567_890, 999_999_999).message).toMatch(
    'take 1234.6 MB, and /stick has 999.9 MB',
  );
});
