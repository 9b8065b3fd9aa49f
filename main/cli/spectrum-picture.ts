/**
 * A mean spectrum as text: frequency from left to right, level upwards, and a mark where the sound ends. One column
 * stands for two bands, and eight steps of a block for one line.
 */
import type { SoundReport } from '../../app/model/sound-quality.ts';

const COLUMNS = 64;
const LINES = 12;
/** dB of the lowest line's lower end. */
const LOWEST = -120;
const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Columns from one number under the picture to the next. */
const NUMBER_EVERY = 8;

export function spectrumLines({ quality, spectrum, findings }: SoundReport): string[] {
  const { levels, highest } = spectrum;
  const width = levels.length / COLUMNS;
  const heights = Array.from({ length: COLUMNS }, (_, column) => {
    const level = Math.max(...levels.slice(Math.floor(column * width), Math.floor((column + 1) * width)));
    return Math.max(0, Math.min(1, (level - LOWEST) / -LOWEST)) * LINES;
  });
  const lines = Array.from({ length: LINES }, (_, i) => {
    const base = LINES - 1 - i;
    const cells = heights.map((height) => BLOCKS[Math.round(8 * Math.max(0, Math.min(1, height - base)))]);
    const level = LOWEST - (LOWEST * (base + 1)) / LINES;
    return `${String(level).padStart(5)} dB │${cells.join('')}`.trimEnd();
  });
  const numbers = Array.from({ length: COLUMNS / NUMBER_EVERY }, (_, i) =>
    ((i * NUMBER_EVERY * highest) / COLUMNS / 1000).toFixed(1).padEnd(NUMBER_EVERY),
  );
  const { cutOff } = quality;
  const column = cutOff === null ? 0 : Math.min(COLUMNS - 1, Math.floor((cutOff / highest) * COLUMNS));
  return [
    ...lines,
    `         └${'─'.repeat(COLUMNS)}`,
    `      kHz ${numbers.join('').trimEnd()}`,
    ...(cutOff === null
      ? []
      : [`          ${' '.repeat(column)}^ the sound ends at ${(cutOff / 1000).toFixed(1)} kHz`]),
    '',
    ...(findings.length === 0 ? ['Nothing was found.'] : []),
    ...findings.map(({ finding, words }) => `${finding}: ${words}.`),
  ];
}
