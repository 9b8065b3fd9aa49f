import { describe, expect, it } from 'vitest';
import { ExtentMap } from './extent-map.ts';

function listed(map: ExtentMap, start = 0, end = map.size): string {
  return [...map.extents(start, end)].map(({ from, start, end }) => `${from} ${start}-${end}`).join(', ');
}

describe('the extent map', () => {
  it('shows the file as it was until something is written', () => {
    const map = new ExtentMap(100);
    expect(listed(map)).toBe('before 0-100');
    expect(map.isUntouched(0, 100)).toBe(true);
  });

  it('shows what was written in its place and everything else as it was', () => {
    const map = new ExtentMap(100);
    map.write(10, 20);
    map.write(50, 60);
    expect(listed(map)).toBe('before 0-10, written 10-20, before 20-50, written 50-60, before 60-100');
    expect(map.isUntouched(20, 50)).toBe(true);
    expect(map.isUntouched(19, 50)).toBe(false);
    expect(map.isUntouched(60, 101)).toBe(false);
  });

  it('joins runs that touch or overlap', () => {
    const map = new ExtentMap(100);
    map.write(10, 20);
    map.write(30, 40);
    map.write(20, 30);
    map.write(5, 12);
    map.write(90, 130);
    expect(listed(map)).toBe('before 0-5, written 5-40, before 40-90, written 90-130');
    expect(map.size).toBe(130);
  });

  it('never shows again what was cut off', () => {
    const map = new ExtentMap(100);
    map.write(40, 60);
    map.resize(50);
    expect(listed(map)).toBe('before 0-40, written 40-50');
    map.resize(120);
    expect(listed(map)).toBe('before 0-40, written 40-50, nowhere 50-120');
    map.write(150, 160);
    expect(listed(map)).toBe('before 0-40, written 40-50, nowhere 50-150, written 150-160');
    map.resize(0);
    expect(listed(map)).toBe('');
    expect(map.isUntouched(0, 1)).toBe(false);
  });

  it('gives parts of extents', () => {
    const map = new ExtentMap(100);
    map.write(10, 20);
    expect(listed(map, 15, 25)).toBe('written 15-20, before 20-25');
    expect(listed(map, 95, 300)).toBe('before 95-100');
    expect(listed(map, 100, 300)).toBe('');
  });

  it.each([1, 2, 3])('agrees with a map of single bytes after any changes (seed %i)', (seed) => {
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const map = new ExtentMap(60);
    let bytes = Array.from({ length: 60 }, () => 'before');
    for (let step = 0; step < 400; step += 1) {
      if (random(5) === 0) {
        const size = random(100);
        map.resize(size);
        bytes = Array.from({ length: size }, (_, index) => bytes[index] ?? 'nowhere');
      } else {
        const start = random(100);
        const end = start + random(30);
        map.write(start, end);
        const longer = end > start ? Math.max(end, bytes.length) : bytes.length;
        bytes = Array.from({ length: longer }, (_, at) =>
          at >= start && at < end ? 'written' : (bytes[at] ?? 'nowhere'),
        );
      }
      expect(map.size).toBe(bytes.length);
      const from = random(110);
      const to = from + random(60);
      const seen = [...map.extents(from, to)].flatMap((extent) =>
        Array.from({ length: extent.end - extent.start }, () => extent.from),
      );
      expect(seen).toEqual(bytes.slice(from, to));
      expect(map.isUntouched(from, to)).toBe(
        to <= bytes.length && bytes.slice(from, to).every((byte) => byte === 'before'),
      );
    }
  });
});
