/** What a comparison of two sounds says in words. Pure. */
import type { SoundRelation, SoundStretch } from '../../app/model/recognition.ts';
import { clock } from '../words/duration.ts';
import { t, type Text } from '../words/text.ts';
import { heardSeconds } from './match-words.ts';
import type { Compared, LaneSound } from './sound-lanes.ts';

const RELATION_WORDS: Readonly<Record<SoundRelation, Text>> = {
  same: 'The same recording',
  clip: 'One is a part of the other',
  related: 'Related: they share a part, or are versions of one piece',
};

/** @param first letter of the sound that it is compared with */
export function comparisonWords(compared: Compared, first: string): string[] {
  if (compared === null) return [t('Comparing it with {{first}} …', { first })];
  if ('problem' in compared) return [compared.problem];
  const { match, acoustid } = compared;
  const scores = t('alike by {{percent}} % where they are the same; AcoustID’s score {{score}} of 100', {
    percent: Math.round(100 * (match?.score ?? 0)),
    score: Math.round(100 * acoustid),
  });
  return match === null
    ? [t('Two recordings without a common part')]
    : [t(RELATION_WORDS[match.kind]), ...(match.stretches.length === 0 ? [] : [scores])];
}

/** `A 0:04–0:48 is C 0:00–0:44, 3.1 % of the bits differ` */
export function stretchWords(stretch: SoundStretch, first: LaneSound, other: LaneSound): string {
  const part = (letter: string, begin: number, duration: number): string => {
    const end = begin + heardSeconds(stretch, begin, duration);
    return `${letter} ${clock(Math.max(0, Math.round(begin)))}–${clock(Math.round(end))}`;
  };
  return t('{{part}} is {{other}}, {{percent}} % of the bits differ', {
    part: part(first.letter, stretch.start, first.duration),
    other: part(other.letter, stretch.otherStart, other.duration),
    percent: Math.round(1000 * stretch.errorRate) / 10,
  });
}
