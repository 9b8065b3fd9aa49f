import { expect, it } from 'vitest';
import { measuredQuality } from '../../app/analysis/testing-quality.ts';
import { spectrumLines } from './spectrum-picture.ts';

const levels = Array.from({ length: 128 }, (_, band) => (band < 64 ? -30 : -127.5));

it('draws levels as blocks, with dB at the side and kHz below', () => {
  const { quality } = measuredQuality();
  const lines = spectrumLines({ quality, spectrum: { levels, highest: 22_050 }, findings: [] });
  expect(lines.slice(0, 4)).toEqual(['    0 dB │', '  -10 dB │', '  -20 dB │', `  -30 dB │${'█'.repeat(32)}`]);
  expect(lines.find((line) => line.includes('kHz'))).toMatch(/^ {6}kHz 0\.0 {5}2\.8 .* 19\.3$/);
  expect(lines.at(-1)).toBe('Nothing was found.');
});

it('marks where the sound ends, and says what was found', () => {
  const { quality } = measuredQuality({ cutOff: 11_025 });
  const findings = [{ finding: 'lossy', confidence: 0.9, words: 'it was MP3' }] as const;
  const lines = spectrumLines({ quality, spectrum: { levels, highest: 22_050 }, findings });
  expect(lines).toContain(`${' '.repeat(10 + 32)}^ the sound ends at 11.0 kHz`);
  expect(lines.at(-1)).toBe('lossy: it was MP3.');
});
