/** What a match says in words: what the file and the track are to each other, and where they are the same. Pure. */
import type { SoundMatch, SoundStretch } from '../../app/model/recognition.ts';
import { count } from '../words/amounts.ts';
import { clock, span } from '../words/duration.ts';
import { t, type Text } from '../words/text.ts';

/** The share of a track that a file has to cover to have the whole of it: as the service decides. */
const WHOLE = 0.8;
/** Places of a repeated part that are named. */
const MOST_PLACES = 4;

/** `whole-in-file`: the track is a part of the file, as in a mix. */
export type MatchKind = 'same' | 'clip' | 'whole-in-file' | 'related';

/** @param duration seconds of the track */
export function kindOfMatch(match: SoundMatch, duration: number): MatchKind {
  const { kind } = match;
  const [longest] = match.stretches;
  if (kind !== 'clip' || longest === undefined) return kind;
  return heardSeconds(longest, beginOf(match), duration) >= WHOLE * duration ? 'whole-in-file' : 'clip';
}

export const KIND_WORDS: Readonly<Record<MatchKind, Text>> = {
  same: 'The same recording',
  clip: 'The file is a part of it',
  'whole-in-file': 'It is a part of the file',
  related: 'Related: they share a part, or are versions of one piece',
};

/** Seconds of the track at which the longest stretch begins; 0 where nothing says. */
export function beginOf({ stretches: [longest] }: SoundMatch): number {
  return longest === undefined ? 0 : Math.max(0, longest.otherStart);
}

/** The seconds of a stretch that lie in a sound of `duration` seconds, where it begins at `begin`. */
export function heardSeconds({ length }: SoundStretch, begin: number, duration: number): number {
  return Math.max(0, Math.min(length, duration - begin));
}

/** `at 1:23, 10 s of 4:05`; null where no stretch is known. @param duration seconds of the track */
export function placeWords(match: SoundMatch, duration: number): string | null {
  const [longest] = match.stretches;
  if (longest === undefined) return null;
  const begin = beginOf(match);
  const length = span(Math.min(Math.round(heardSeconds(longest, begin, duration)), Math.floor(duration)));
  const whole = clock(duration);
  if (kindOfMatch(match, duration) === 'whole-in-file') {
    return t('at {{begin}} of the file, {{length}} of {{whole}}', {
      begin: nearest(longest.start),
      length,
      whole,
    });
  }
  const others = repetitions(match.stretches).map(({ otherStart }) => nearest(otherStart));
  return [
    t('at {{begin}}, {{length}} of {{whole}}', { begin: nearest(begin), length, whole }),
    ...(others.length === 0 ? [] : [t('also at {{places}}', { places: others.join(', ') })]),
    ...speedWords(longest),
  ].join(' · ');
}

/** Nothing for a file that plays at the speed of the track. */
function speedWords({ speed }: SoundStretch): string[] {
  if (speed === 1) return [];
  const percent = count(Math.round(1000 * Math.abs(speed - 1)) / 10);
  return [
    speed > 1
      ? t('the file plays {{percent}} % faster', { percent })
      : t('the file plays {{percent}} % slower', { percent }),
  ];
}

/** Places are known to an eighth of a second: 82.95 is 1:23. */
function nearest(seconds: number): string {
  return clock(Math.max(0, Math.round(seconds)));
}

/** Other places of the track that have the same part of the file. */
function repetitions([longest, ...others]: readonly SoundStretch[]): readonly SoundStretch[] {
  if (longest === undefined) return [];
  // Stretches on both sides of a cut may share a second.
  const isRepeated = ({ start, length }: SoundStretch): boolean =>
    Math.min(start + length, longest.start + longest.length) - Math.max(start, longest.start) > length / 2;
  return others
    .filter(isRepeated)
    .slice(0, MOST_PLACES)
    .toSorted((a, b) => a.otherStart - b.otherStart);
}
