/**
 * Sounds below each other on the clock of the first: where each begins on it, what they have in common, and where one
 * goes on in another. All times in seconds. Pure.
 */
import type { SoundComparison } from '../../app/model/recognition.ts';
import { t } from '../words/text.ts';
import { heardSeconds } from './match-words.ts';

export interface LaneSound {
  /** Id of its track. */
  readonly id: number;
  /** What it is called beside the others: `A`, `B` … */
  readonly letter: string;
  /** Its kind, or its title. */
  readonly name: string;
  readonly duration: number;
  readonly lossless: boolean;
}

/** What is known of a sound beside the first: how they compare, `null` before that is known, or why they cannot be. */
export type Compared = SoundComparison | { readonly problem: string } | null;

export interface Lane extends LaneSound {
  /** Where it begins on the clock of the first sound. */
  readonly begin: number;
  /** The longest part that it has in common with the first, on that clock; null for none, and for the first itself. */
  readonly same: Span | null;
  /** How alike that part is, 0 to 1. */
  readonly score: number;
  readonly compared: Compared;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Earlier and later beginnings below this are not heard. */
const AT_ONCE_S = 0.5;
/** Distances of the marks of the clock, and how many of them there are at most. */
const TICKS_S = [5, 10, 30, 60, 300, 600, 1800, 3600, 6 * 3600];
const MOST_TICKS = 9;

/** @param compared of each sound but the first, in the same order */
export function lanesOf([first, ...others]: readonly LaneSound[], compared: readonly Compared[]): Lane[] {
  if (first === undefined) return [];
  const lanes = others.map((sound, at): Lane => {
    const known = compared[at] ?? null;
    const match = known !== null && 'match' in known ? known.match : null;
    const [longest] = match?.stretches ?? [];
    if (match === null || longest === undefined) return { ...sound, begin: 0, same: null, score: 0, compared: known };
    const { start, otherStart } = longest;
    const length = Math.min(
      heardSeconds(longest, start, first.duration),
      heardSeconds(longest, otherStart, sound.duration),
    );
    return {
      ...sound,
      begin: start - otherStart,
      same: { start, end: start + length },
      score: match.score,
      compared: known,
    };
  });
  return [{ ...first, begin: 0, same: null, score: 1, compared: null }, ...lanes];
}

/** The part that all sounds have in common of which a part is known; null for none. */
export function commonPart(lanes: readonly Lane[]): Span | null {
  const spans = lanes.flatMap(({ same }) => same ?? []);
  if (spans.length === 0) return null;
  const start = Math.max(...spans.map((span) => span.start));
  const end = Math.min(...spans.map((span) => span.end));
  return end > start ? { start, end } : null;
}

/** From the first beginning to the last end. */
export function clockOf(lanes: readonly Lane[]): Span {
  const start = Math.min(0, ...lanes.map(({ begin }) => begin));
  return { start, end: Math.max(start + 1, ...lanes.map(({ begin, duration }) => begin + duration)) };
}

/** The marks of a clock: of the first sound, so that its beginning is 0. */
export function ticksOf({ start, end }: Span): number[] {
  const step = TICKS_S.find((seconds) => (end - start) / seconds <= MOST_TICKS) ?? TICKS_S.at(-1)!;
  const first = Math.ceil(start / step);
  return Array.from({ length: Math.floor(end / step) - first + 1 }, (_, at) => (first + at) * step);
}

/** Where a lane is at a place of the clock, within its sound. */
export function placeInLane({ begin, duration }: Lane, at: number): number {
  return Math.max(0, Math.min(at - begin, duration));
}

/** When a sound begins beside the first, in words: `C begins 9.1 s into A`. */
export function beginWords({ letter, begin, same, compared }: Lane, first: string): string {
  if (compared === null) return t('{{copy}} is being compared with {{first}} …', { copy: letter, first });
  if ('problem' in compared) return t('{{copy}} cannot be compared: {{why}}', { copy: letter, why: compared.problem });
  if (same === null) return t('{{copy}} and {{first}} have no part in common', { copy: letter, first });
  const seconds = Math.round(Math.abs(begin) * 10) / 10;
  if (seconds < AT_ONCE_S) return t('{{copy}} begins together with {{first}}', { copy: letter, first });
  return begin > 0
    ? t('{{copy}} begins {{seconds}} s into {{first}}', { copy: letter, first, seconds })
    : t('{{copy}} has {{seconds}} s before {{first}} begins', { copy: letter, first, seconds });
}
