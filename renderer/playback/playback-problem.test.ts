import { describe, expect, it } from 'vitest';
import { problemWords } from './playback-problem.ts';

const track = { title: 'Sad', kind: 'FLAC', error: null, missing: false };
const sound = { status: 206, type: 'audio/flac', words: '' };
const all = (): boolean => true;
const none = (): boolean => false;

describe('why a track cannot be played', () => {
  it('is damage where the browser plays the format', () => {
    expect(problemWords(track, false, sound, (type) => type === 'audio/flac')).toBe(
      '“Sad” cannot be played: its FLAC audio is damaged and cannot be decoded. Replace the file, or restore it from a backup.',
    );
  });

  it('is the format where the browser does not play it', () => {
    expect(problemWords(track, false, sound, none)).toBe(
      '“Sad” cannot be played: this browser does not support its format (FLAC).',
    );
  });

  it('is what the scan found, where it found an error', () => {
    expect(problemWords({ ...track, error: 'the file is cut off' }, false, sound, all)).toBe(
      '“Sad” cannot be played: The file is cut off.',
    );
  });

  it('is a place in the file where the track had begun to play', () => {
    expect(problemWords(track, true, sound, all)).toContain('“Sad” stops here: the file is damaged here.');
  });

  it('is a missing file, or a service that is gone', () => {
    expect(problemWords(track, false, { ...sound, status: 404 }, all)).toContain('its file is missing');
    expect(problemWords({ ...track, missing: true, error: 'x' }, false, sound, all)).toContain('its file is missing');
    expect(problemWords({ ...track, missing: true }, false, null, all)).toContain(
      'the library service does not answer',
    );
  });

  it('is the first line of what the service says, or its number', () => {
    const refusal = (words: string) => problemWords(track, false, { status: 422, type: 'text/plain', words }, all);
    expect(refusal('no decoder\nstack')).toBe('“Sad” cannot be played: no decoder');
    expect(refusal('<html>')).toBe('“Sad” cannot be played: the service answered 422.');
    expect(refusal('')).toBe('“Sad” cannot be played: the service answered 422.');
  });
});
