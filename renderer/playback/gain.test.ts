import { describe, expect, it } from 'vitest';
import { gainFactor, gainOf } from './gain.ts';

const both = { replaygain_track_gain: ['-6.00 dB'], replaygain_album_gain: ['+2.5 dB'] };

describe('the gain of a track', () => {
  it('is that of the track or of the album, as one chose', () => {
    expect(gainOf(both, 'track')).toEqual({ decibels: -6, of: 'track' });
    expect(gainOf(both, 'album')).toEqual({ decibels: 2.5, of: 'album' });
    expect(gainOf(both, 'off')).toBeNull();
  });

  it('is the other one where the tags have that alone, and none without tags', () => {
    expect(gainOf({ replaygain_track_gain: ['-3'] }, 'album')).toEqual({ decibels: -3, of: 'track' });
    expect(gainOf({ replaygain_album_gain: ['-3'] }, 'track')).toEqual({ decibels: -3, of: 'album' });
    expect(gainOf({}, 'track')).toBeNull();
  });

  it('of Opus files is given towards another level', () => {
    expect(gainOf({ r128_track_gain: ['-1280'] }, 'track')).toEqual({ decibels: 0, of: 'track' });
    expect(gainOf({ r128_track_gain: ['256'], ...both }, 'track')?.decibels).toBe(-6);
  });

  it('is none where the tag makes no sense', () => {
    for (const text of ['', 'loud', '-200 dB', 'NaN']) {
      expect(gainOf({ replaygain_track_gain: [text] }, 'track')).toBeNull();
    }
  });
});

describe('the factor of a gain', () => {
  const factor = (tags: Record<string, string[]>) => gainFactor(gainOf(tags, 'track'), tags);

  it('doubles with six decibels, and is one without a gain', () => {
    expect(factor({ replaygain_track_gain: ['-6.0206 dB'] })).toBeCloseTo(0.5, 5);
    expect(factor({ replaygain_track_gain: ['6.0206'] })).toBeCloseTo(2, 5);
    expect(factor({})).toBe(1);
  });

  it('clips no peak', () => {
    expect(factor({ replaygain_track_gain: ['6'], replaygain_track_peak: ['0.8'] })).toBeCloseTo(1.25, 5);
    expect(factor({ replaygain_track_gain: ['-6'], replaygain_track_peak: ['0.8'] })).toBeCloseTo(0.501, 3);
    expect(factor({ replaygain_track_gain: ['6'], replaygain_track_peak: ['0'] })).toBeCloseTo(1.995, 3);
  });

  it('is raised and lowered by the rules, which also say what is done to peaks', () => {
    const tags = { replaygain_track_gain: ['-6.0206'], replaygain_track_peak: ['0.5'] };
    const gain = gainOf(tags, 'track');
    const rules = { preamp: 6.0206, withoutGain: -6.0206, preventsClipping: true };
    expect(gainFactor(gain, tags, rules)).toBeCloseTo(1, 5);
    expect(gainFactor(gain, tags, { ...rules, preamp: 18.0618 })).toBeCloseTo(2, 5);
    expect(gainFactor(gain, tags, { ...rules, preamp: 18.0618, preventsClipping: false })).toBeCloseTo(4, 4);
    expect(gainFactor(null, {}, rules)).toBeCloseTo(0.5, 5);
    expect(gainFactor(null, { replaygain_track_peak: ['0.8'] }, { ...rules, withoutGain: 6 })).toBeCloseTo(1.25, 5);
  });
});
