import { describe, expect, it } from 'vitest';
import { mbidsOf, type KnownRecording, type KnownTrack } from './known-recording.ts';

const track = (mbid?: string): KnownTrack => ({
  tags: mbid === undefined ? {} : { musicbrainz_recordingid: [mbid] },
  duration: 180,
});
const known = (parts: Partial<KnownRecording>): KnownRecording => ({
  gid: 'g',
  submitted: [],
  tracks: [],
  metadata: [],
  ...parts,
});

describe('the MusicBrainz recordings of a recording', () => {
  it('come from submissions and from tags, those with the most sources first', () => {
    const [one, same, other] = [track('a'), track('A'), track('b')];
    const submitted = [
      { mbid: 'a', sources: 1 },
      { mbid: 'c', sources: 2 },
    ];
    expect(mbidsOf(known({ tracks: [other, one, same], submitted }))).toEqual([
      { mbid: 'a', sources: 3, tracks: [one, same] },
      { mbid: 'c', sources: 2, tracks: [] },
      { mbid: 'b', sources: 1, tracks: [other] },
    ]);
  });

  it('are told about by files without one, if only one can be meant', () => {
    const plain = track();
    const [a, b] = ['a', 'b'].map((mbid) => ({ mbid, sources: 1 }));
    expect(mbidsOf(known({ tracks: [plain], submitted: [a!] }))).toEqual([{ ...a, tracks: [plain] }]);
    expect(mbidsOf(known({ tracks: [plain], submitted: [a!, b!] }))).toEqual([
      { ...a, tracks: [] },
      { ...b, tracks: [] },
    ]);
  });

  it('are none of files that name none', () => {
    expect(mbidsOf(known({ tracks: [track()] }))).toEqual([]);
  });
});
