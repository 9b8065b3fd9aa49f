import { describe, expect, it } from 'vitest';
import { announcementReader, duration, progressLine, type Announcement } from './announcements.mjs';

const running = {
  event: 'progress',
  job: 'scan',
  state: 'running',
  done: 1200,
  total: 10_000,
  rate: 812.4,
  timeLeft: 11,
  failed: 0,
  message: null,
} as const;

describe('announcements', () => {
  it('are found in pieces that end anywhere, beside lines that are none', () => {
    const events: Announcement[] = [];
    const texts: string[] = [];
    const read = announcementReader(
      (event) => events.push(event),
      (text) => texts.push(text),
    );
    for (const piece of [
      '{"event":"stop',
      'ped"}\nhello\n{"no":"event"}\n',
      '{"event":"mounted","directory":"/m"}',
      '\n',
    ]) {
      read(piece);
    }
    expect(events).toEqual([{ event: 'stopped' }, { event: 'mounted', directory: '/m' }]);
    expect(texts).toEqual(['hello', '{"no":"event"}']);
  });
});

describe('the line about progress', () => {
  it('gives counts, rate and time left', () => {
    expect(progressLine(running)).toEqual({
      text: 'Reading the folders: 1\u202F200 of 10\u202F000 files · 812 files/s · 11 s left',
      over: false,
    });
  });

  it('leaves out what is not known yet', () => {
    expect(progressLine({ ...running, total: null, rate: 0, timeLeft: null })?.text).toBe(
      'Reading the folders: 1\u202F200 files',
    );
  });

  it('stays when the work is over, and names what could not be read', () => {
    expect(progressLine({ ...running, state: 'idle', done: 10_000, failed: 3 })).toEqual({
      text: 'Reading the folders: done, 10\u202F000 files, 3 could not be read.',
      over: true,
    });
    expect(progressLine({ ...running, state: 'failed', message: 'the disk is full' })?.text).toBe(
      'Reading the folders: stopped. the disk is full',
    );
  });

  it('knows one from many', () => {
    expect(progressLine({ ...running, state: 'idle', done: 1 })?.text).toBe('Reading the folders: done, 1 file.');
  });

  it('says nothing of work that never began', () => {
    expect(progressLine({ ...running, state: 'idle', done: 0 })).toBeNull();
  });
});

describe('a duration', () => {
  it.each([
    [0.4, '0 s'],
    [59, '59 s'],
    [200, '3 min 20 s'],
    [180, '3 min'],
    [7500, '2 h 5 min'],
    [7200, '2 h'],
  ])('of %d seconds reads %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
