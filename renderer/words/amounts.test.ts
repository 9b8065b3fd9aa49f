import { describe, expect, it } from 'vitest';
import { bitRate, count, fileSize, resolution, shownRate } from './amounts.ts';

describe('amounts in words', () => {
  it('groups digits', () => {
    expect(count(48_211)).toBe('48,211');
  });

  it('shows sizes in decimal units and moves to the next unit before four digits', () => {
    expect(fileSize(0)).toBe('0 B');
    expect(fileSize(999)).toBe('999 B');
    expect(fileSize(999_600)).toBe('1 MB');
    expect(fileSize(7_430_000)).toBe('7.4 MB');
    expect(fileSize(31_000_000_000)).toBe('31 GB');
  });

  it('keeps a decimal for slow rates, so that slow work is not shown as none', () => {
    expect(shownRate(0.44)).toBe(0.4);
    expect(shownRate(19.2)).toBe(19);
    expect(shownRate(12_345.6)).toBe(12_346);
  });

  it('shows bit rates in kilobits', () => {
    expect(bitRate(320_000)).toBe('320 kbit/s');
  });

  it('shows the resolution of a sound, without bits where it has none', () => {
    expect(resolution(16, 44_100)).toBe('16 bit, 44.1 kHz');
    expect(resolution(null, 48_000)).toBe('48 kHz');
  });
});
