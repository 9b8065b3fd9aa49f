import { describe, expect, it } from 'vitest';
import { frequencyMarks, placeOfFrequency, spectrumLine } from './spectrum-path.ts';

describe('the picture of a spectrum', () => {
  it('is a step for each band, louder ones higher', () => {
    expect(spectrumLine({ levels: [0, -60, -120, -127.5] }, { width: 400, height: 100 })).toBe(
      'M0 0H100L100 50H200L200 100H300L300 100H400',
    );
    expect(spectrumLine({ levels: [] }, { width: 400, height: 100 })).toBe('');
  });

  it('has frequencies in their places', () => {
    expect(placeOfFrequency(16_000, { highest: 20_000 }, 500)).toBe(400);
    expect(placeOfFrequency(30_000, { highest: 20_000 }, 500)).toBe(500);
  });

  it('names as many frequencies as there is room for', () => {
    expect(frequencyMarks({ highest: 22_050 }, 600)).toEqual([0, 4, 8, 12, 16, 20]);
    expect(frequencyMarks({ highest: 48_000 }, 300)).toEqual([0, 10, 20, 30, 40]);
    expect(frequencyMarks({ highest: 11_025 }, 30)).toEqual([0]);
  });
});
