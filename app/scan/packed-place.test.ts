import { expect, it } from 'vitest';
import { bufferOf, packPlace, unpackPlace } from './packed-place.ts';

it.each([true, false])('a place is the same on the other side (shallow: %s)', (shallow) => {
  const place = { root: { id: 3, path: Buffer.from('/m') }, path: Buffer.of(0x2f, 0xff), shallow };
  expect(unpackPlace(structuredClone(packPlace(place)))).toEqual(place);
});

it('bytes become a Buffer of the same part of the memory', () => {
  const memory = Uint8Array.of(1, 2, 3, 4);
  const bytes = bufferOf(memory.subarray(1, 3));
  expect(bytes).toEqual(Buffer.of(2, 3));
  expect(bytes.buffer).toBe(memory.buffer);
});
