import { describe, expect, it } from 'vitest';
import { clock, span, spokenDuration } from './duration.ts';

describe('durations in words', () => {
  it('writes a clock with two digits of seconds, and hours only when there are any', () => {
    expect(clock(0)).toBe('0:00');
    expect(clock(243.9)).toBe('4:03');
    expect(clock(3723)).toBe('1:02:03');
  });

  it('shows a dash for what is no length of time', () => {
    expect(clock(Number.NaN)).toBe('–');
    expect(clock(-1)).toBe('–');
    expect(clock(Number.POSITIVE_INFINITY)).toBe('–');
  });

  it('names the two largest units of a span', () => {
    expect(span(20)).toBe('20 s');
    expect(span(61)).toBe('1 min 1 s');
    expect(span(45 * 60 + 12)).toBe('45 min');
    expect(span(2 * 3600 + 5 * 60)).toBe('2 h 5 min');
    expect(span(3 * 86_400 + 14 * 3600 + 59)).toBe('3 d 14 h');
    expect(span(3600)).toBe('1 h');
  });

  it('never rounds a span of almost a minute to a minute of zero seconds', () => {
    expect(span(59.6)).toBe('1 min');
    expect(span(0.4)).toBe('0 s');
  });

  it('speaks lengths in whole words, singular where there is one', () => {
    expect(spokenDuration(107)).toBe('1 minute 47 seconds');
    expect(spokenDuration(3601)).toBe('1 hour 1 second');
    expect(spokenDuration(0)).toBe('0 seconds');
  });
});
