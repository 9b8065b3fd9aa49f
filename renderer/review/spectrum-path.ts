/** The mean spectrum of a sound as a line: frequencies from left to right, levels from 0 dB at the top down. */
import type { MeanSpectrum } from '../../app/model/sound-quality.ts';

/** Levels below are drawn at the foot: there is nothing to be heard. */
const FLOOR_DB = -120;

export interface SpectrumSize {
  readonly width: number;
  readonly height: number;
}

/** @returns the `d` of an SVG path, a step for each band; empty without bands */
export function spectrumLine({ levels }: Pick<MeanSpectrum, 'levels'>, { width, height }: SpectrumSize): string {
  const band = width / Math.max(1, levels.length);
  const down = (level: number): number => round(height * Math.min(1, Math.max(0, level / FLOOR_DB)));
  return levels
    .map((level, at) => `${at === 0 ? 'M' : 'L'}${round(at * band)} ${down(level)}H${round((at + 1) * band)}`)
    .join('');
}

/** Where a frequency stands, in units of `width`. */
export function placeOfFrequency(hertz: number, { highest }: Pick<MeanSpectrum, 'highest'>, width: number): number {
  return round(width * Math.min(1, Math.max(0, hertz / highest)));
}

/** Frequencies to print below, in kHz, some 60 units apart. */
export function frequencyMarks({ highest }: Pick<MeanSpectrum, 'highest'>, width: number): number[] {
  const most = Math.max(1, Math.floor(width / 60));
  const step = [1, 2, 4, 5, 10, 20, 50].find((size) => highest / 1000 / size <= most) ?? 100;
  return Array.from({ length: Math.floor(highest / 1000 / step) + 1 }, (_, at) => at * step);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
