import { describe, expect, it } from 'vitest';
import { offsetToShow, scrollScale } from './scroll-scale.ts';

describe('scrolling through long lists', () => {
  it('changes nothing while the list fits', () => {
    const scale = scrollScale(3_000_000, 600);
    expect(scale.height).toBe(3_000_000);
    expect(scale.toOffset(12_345)).toBe(12_345);
    expect(scale.toScroll(12_345)).toBe(12_345);
  });

  it('reaches both ends of a list that is taller than an element can be', () => {
    const list = 5_000_000 * 30;
    const scale = scrollScale(list, 600, 16_000_000);
    expect(scale.height).toBe(16_000_000);
    expect(scale.toOffset(0)).toBe(0);
    expect(scale.toOffset(16_000_000 - 600)).toBeCloseTo(list - 600, 3);
  });

  it('is its own inverse', () => {
    const scale = scrollScale(90_000_000, 700, 10_000_000);
    for (const offset of [0, 29, 1_234_567, 89_999_300]) {
      expect(scale.toOffset(scale.toScroll(offset))).toBeCloseTo(offset, 3);
    }
  });

  it('shows a row with the least movement', () => {
    expect(offsetToShow(5, 30, 0, 300)).toBe(0);
    expect(offsetToShow(10, 30, 0, 300)).toBe(30);
    expect(offsetToShow(2, 30, 90, 300)).toBe(60);
  });
});
