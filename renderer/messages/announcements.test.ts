import { describe, expect, it } from 'vitest';
import { announce, announceNext, announceRarely, useAnnouncement } from './announcements.ts';

const said = (): string => useAnnouncement.getState().text;

describe('what screen readers are told', () => {
  it('is the last announcement', () => {
    announce('2 tracks');
    announce('1 track');
    expect(said()).toBe('1 track');
  });

  it('names the progress of a topic every thirty seconds at most', () => {
    announceRarely('scan', '10 files', 1_000_000);
    announceRarely('scan', '20 files', 1_029_999);
    expect(said()).toBe('10 files');
    announceRarely('scan', '30 files', 1_030_000);
    expect(said()).toBe('30 files');
  });

  it('does not keep one topic silent because of another', () => {
    announceRarely('scan', '10 files', 2_000_000);
    announceRarely('analysis', '3 tracks', 2_000_001);
    expect(said()).toBe('3 tracks');
  });

  it('names a topic at once when it begins anew', () => {
    announceRarely('scan', '10 files', 3_000_000);
    announceNext('scan');
    announceRarely('scan', '1 file', 3_000_001);
    expect(said()).toBe('1 file');
  });
});
