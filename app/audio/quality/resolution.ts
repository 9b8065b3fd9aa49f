/** Whether a file states a higher sampling rate, or more bits, than its sound has. */
import type { SoundQuality } from '../../model/sound-quality.ts';

/** Rates that sound is converted from, Hz, and up to where sound of that rate ends: soft filters leave some above half. */
const FORMER_RATES = [
  { rate: 44_100, end: 22_600 },
  { rate: 48_000, end: 28_800 },
  { rate: 88_200, end: 45_200 },
  { rate: 96_000, end: 57_600 },
];
/** Filters of converters do not end below this part of the former half rate. */
const LOWEST_END = 0.93;
/** Files of high resolution whose sound ends at once below this part of their half rate do not need that rate. */
const LOW_END = 0.62;
/** Where nothing ends at once: the level, in dB, of a band that has no sound but noise of rounding. */
const EMPTY_DB = -115;

interface Resolution {
  /** Hz. */
  readonly rate: number;
  readonly statedBits: number;
  /** Bits that are used. */
  readonly bits: number;
  readonly cutOff: number | null;
  /** dB, of bands of equal width up to half the rate. */
  readonly levels: readonly number[];
}

export function judgeResolution({ rate, statedBits, bits, cutOff, levels }: Resolution): SoundQuality['upsampled'] {
  const former = formerRate(rate, cutOff, levels);
  const unusedBits = statedBits > 16 && bits <= 16;
  if (former === null && !unusedBits) return null;
  const confidence = unusedBits ? 1 : former!.confidence;
  return { rate: former?.rate ?? null, bits: unusedBits ? bits : null, confidence };
}

/** The rate that the sound was converted from; null where nothing says that it was. */
function formerRate(
  rate: number,
  cutOff: number | null,
  levels: readonly number[],
): { readonly rate: number; readonly confidence: number } | null {
  const lower = FORMER_RATES.filter((one) => one.rate < 0.95 * rate);
  if (cutOff !== null) {
    const from = lower.find(({ end }) => cutOff < end)?.rate;
    if (from === undefined) return null;
    if (rate >= 88_200) return cutOff > (LOW_END * rate) / 2 ? null : { rate: from, confidence: 0.9 };
    // 44.1 and 48 kHz lie close to each other, so that an end near 21 kHz may have other causes.
    return from > 44_100 || cutOff < (LOWEST_END * from) / 2 ? null : { rate: from, confidence: 0.7 };
  }
  // Music of its own may fade out below three quarters of what a file can hold.
  const halves = lower.map((one) => one.rate).filter((one) => one < 0.6 * rate);
  const isEmptyAbove = (one: number): boolean =>
    levels.slice(Math.ceil((levels.length * one) / rate) + 1).every((level) => level <= EMPTY_DB);
  const from = rate < 88_200 ? undefined : halves.find(isEmptyAbove);
  const isAudible = levels.some((level) => level > EMPTY_DB + 20);
  return from === undefined || !isAudible ? null : { rate: from, confidence: 0.6 };
}
