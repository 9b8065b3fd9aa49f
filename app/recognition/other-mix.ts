/**
 * Whether two sounds that play together are two mixes of one recording, such as a song and the same without its voice,
 * or copies of one mix.
 *
 * A codec, a limiter or a noisy line changes all tones a little; a mix leaves most tones as they are, and takes a few
 * away. Fingerprints do not show the difference: at 32 kbit/s as many of their bits differ as without a quiet melody.
 * So the levels of the tones are compared. The tones that differ most differ by a few times as much as usual in copies,
 * and by much more in other mixes.
 */
import { SEMITONES } from '../audio/tone-levels.ts';

/** Energy below the strongest tone of its moment from which a tone is left out, as noise and codecs drown it: −10 dB. */
const HEARD = 0.1;
/** Energy of a moment below the loud ones of the sound from which it says nothing: noise has its say there. −20 dB. */
const LOUD = 0.01;
/** Share of the moments that are softer than the loud ones. */
const SOFTER = 0.9;
/** Share of the tones that differ less than the greatest differences. */
const MOST = 0.98;
/** The greatest differences are more than so many times the usual one. */
const OUTSTANDING = 18;
/** Decibels: smaller differences are no part of the music. */
const AUDIBLE = 2;
/** Tones that are compared at least: about ten seconds of music. */
const FEWEST_TONES = 500;
/** Energy that is nothing: keeps logarithms finite. */
const NOTHING = 1e-6;

export interface MixDifference {
  /** Tones that were compared. */
  readonly tones: number;
  /** Decibels by which half of the tones differ less. */
  readonly usual: number;
  /** Decibels by which all but one in fifty differ less. */
  readonly greatest: number;
}

/**
 * @param one `toneLevels` of the part that both have
 * @param others those of the other one, moved by parts of an item: the one that differs least plays together with it. Where
 * none does, the beginnings of notes differ as much as other notes.
 */
export function isOtherMix(one: Float32Array, others: readonly Float32Array[]): boolean {
  const [closest] = others
    .map((other) => mixDifference(one, other))
    .sort((a, b) => a.usual - b.usual || a.greatest - b.greatest);
  if (closest === undefined || closest.tones < FEWEST_TONES) return false;
  return closest.greatest > Math.max(AUDIBLE, OUTSTANDING * closest.usual);
}

/**
 * By how much the tones differ, beside what a copy changes in all of them: its filter, and its volume at each moment, which
 * a limiter lowers.
 */
export function mixDifference(one: Float32Array, other: Float32Array): MixDifference {
  const differences = differencesOf(one, other);
  const tones = differences.length;
  const [usual = Infinity, greatest = Infinity] = [0.5, MOST].map(
    (part) => differences[Math.floor(part * (tones - 1))],
  );
  return { tones, usual, greatest };
}

/** Decibels by which each tone that is heard differs from what is usual for its semitone and its moment: ascending. */
function differencesOf(one: Float32Array, other: Float32Array): Float64Array {
  const heard = heardTones(one, other);
  takeUsual(heard, ({ semitone }) => semitone);
  takeUsual(heard, ({ moment }) => moment);
  return Float64Array.from(heard, ({ difference }) => Math.abs(difference)).toSorted();
}

interface Tone {
  readonly moment: number;
  readonly semitone: number;
  /** Decibels. */
  difference: number;
}

function heardTones(one: Float32Array, other: Float32Array): Tone[] {
  const tones: Tone[] = [];
  const [loudestOne, loudestOther] = [strongest(one), strongest(other)];
  const [softOne, softOther] = [LOUD * loudOf(loudestOne), LOUD * loudOf(loudestOther)];
  for (let moment = 0; moment < Math.min(loudestOne.length, loudestOther.length); moment += 1) {
    const [inOne, inOther] = [loudestOne[moment]!, loudestOther[moment]!];
    if (inOne <= softOne || inOther <= softOther) continue;
    for (let semitone = 0; semitone < SEMITONES; semitone += 1) {
      const [a, b] = [one[moment * SEMITONES + semitone]!, other[moment * SEMITONES + semitone]!];
      if (a < HEARD * inOne && b < HEARD * inOther) continue;
      tones.push({ moment, semitone, difference: 10 * Math.log10((a + NOTHING) / (b + NOTHING)) });
    }
  }
  return tones;
}

/** Takes from each difference the median of its group. */
function takeUsual(tones: readonly Tone[], groupOf: (tone: Tone) => number): void {
  for (const group of Map.groupBy(tones, groupOf).values()) {
    const usual = median(group.map(({ difference }) => difference));
    for (const tone of group) tone.difference -= usual;
  }
}

/** Between the two in the middle of an even number: of two tones neither is the usual one. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).toSorted();
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** The energy of the strongest tone of each moment. */
function strongest(levels: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.floor(levels.length / SEMITONES) }, (_, row) =>
    Math.max(...levels.subarray(row * SEMITONES, (row + 1) * SEMITONES)),
  );
}

function loudOf(moments: Float32Array): number {
  return moments.toSorted()[Math.floor(SOFTER * moments.length)] ?? 0;
}
