import { describe, expect, it } from 'vitest';
import type { SoundMatch, SoundStretch } from '../../app/model/recognition.ts';
import { beginOf, heardSeconds, kindOfMatch, placeWords } from './match-words.ts';

const stretch = (start: number, otherStart: number, length: number): SoundStretch => ({
  start,
  otherStart,
  length,
  errorRate: 0.05,
  speed: 1,
});
const match = (kind: SoundMatch['kind'], ...stretches: readonly SoundStretch[]): SoundMatch => ({
  kind,
  score: 0.9,
  offset: stretches[0] === undefined ? 0 : stretches[0].otherStart - stretches[0].start,
  length: stretches[0]?.length ?? 0,
  stretches,
});

describe('the place of a match', () => {
  it('is where the clip begins in the track, its length, and the length of the track', () => {
    expect(placeWords(match('clip', stretch(0, 82.95, 9.95)), 245)).toBe('at 1:23, 10 s of 4:05');
    expect(placeWords(match('same', stretch(0, 0, 245.8)), 245.7)).toBe('at 0:00, 4 min 5 s of 4:05');
  });

  it('names the other places of a part that is repeated, in their order, and no other stretches', () => {
    const repeated = match('clip', stretch(0, 83, 9.95), stretch(0, 200, 9), stretch(1, 20, 8), stretch(8, 150, 5));
    expect(placeWords(repeated, 245)).toBe('at 1:23, 10 s of 4:05 · also at 0:20, 3:20');
  });

  it('says that the file plays at another speed', () => {
    const at = (speed: number): string | null => placeWords(match('same', { ...stretch(0, 0, 203), speed }), 203);
    expect(at(1.0031)).toBe('at 0:00, 3 min 23 s of 3:23 · the file plays 0.3 % faster');
    expect(at(0.96)).toBe('at 0:00, 3 min 23 s of 3:23 · the file plays 4 % slower');
  });

  it('is in the file where that has the whole track', () => {
    const inMix = match('clip', stretch(130, 0, 238.1));
    expect(placeWords(inMix, 245)).toBe('at 2:10 of the file, 3 min 58 s of 4:05');
    expect(kindOfMatch(inMix, 245)).toBe('whole-in-file');
  });

  it('is not known where only the beginnings are alike', () => {
    expect(placeWords(match('related'), 245)).toBeNull();
    expect(beginOf(match('related'))).toBe(0);
  });
});

describe('the kind of a match', () => {
  it('tells a clip of the track from a track in the file by how much of the track is in it', () => {
    expect(kindOfMatch(match('clip', stretch(0, 0, 195.9)), 245)).toBe('clip');
    expect(kindOfMatch(match('clip', stretch(0, 0, 196.1)), 245)).toBe('whole-in-file');
    expect(kindOfMatch(match('same', stretch(0, 0, 245)), 245)).toBe('same');
    expect(kindOfMatch(match('related', stretch(0, 0, 245)), 245)).toBe('related');
  });
});

it('a stretch is no longer than what is left of a sound', () => {
  expect(heardSeconds(stretch(0, 83, 9.95), 83, 245)).toBe(9.95);
  expect(heardSeconds(stretch(0, 240, 6), 240, 245)).toBe(5);
  expect(heardSeconds(stretch(0, 246, 6), 246, 245)).toBe(0);
});

it('playing begins with the longest stretch, and never before the track does', () => {
  expect(beginOf(match('clip', stretch(0, 83.5, 10), stretch(0, 20, 9)))).toBe(83.5);
  expect(beginOf(match('clip', stretch(2, -0.3, 10)))).toBe(0);
});
