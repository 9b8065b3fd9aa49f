import { describe, expect, it } from 'vitest';
import type { LoggedChange, RecordingMetadata } from '../../../app/model/recordings.ts';
import { changesOnce, gidIn, isOfRecordings, toldWords } from './recording-words.ts';

describe('the address of recordings', () => {
  it('is that of the list, or of one by its gid', () => {
    expect(['recordings', 'recordings/', 'recordings/abc-1', 'duplicates', ''].map(gidIn)).toEqual([
      null,
      null,
      'abc-1',
      null,
      null,
    ]);
    expect(['recordings', 'recordings/abc-1', 'duplicates', 'recordingss', ''].map(isOfRecordings)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('what was told of a recording', () => {
  const told: RecordingMetadata = {
    track: 'Knolls',
    artist: 'North Harbour',
    album: '',
    albumArtist: '',
    trackNo: 0,
    discNo: 0,
    year: 0,
    submissions: 1,
  };
  it('is named without what is absent', () => {
    expect(toldWords(told)).toBe('North Harbour – Knolls');
    expect(toldWords({ ...told, album: 'Siege', year: 2010 })).toBe('North Harbour – Knolls – Siege – 2010');
  });

  it('is told once for all tracks of one batch', () => {
    const change = (note: string, batch: number | null): LoggedChange => ({ at: 1, what: 'track', note, batch });
    const changes = [change('a', 1), change('a', 1), change('a', 2), change('b', 2), change('a', 1)];
    expect(changesOnce(changes)).toEqual([changes[0], changes[2], changes[3], changes[4]]);
  });
});
