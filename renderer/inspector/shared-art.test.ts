import { describe, expect, it } from 'vitest';
import type { PictureInfo, TrackDetail } from '../../app/model/tracks.ts';
import { sharedArt } from './shared-art.ts';

function picture(content: string, type = 3): PictureInfo {
  return { url: `/art/${content}`, content, type, mime: 'image/png', description: '' };
}

function trackWith(...pictures: readonly PictureInfo[]): TrackDetail {
  return { pictures } as Partial<TrackDetail> as TrackDetail;
}

describe('the picture of several tracks', () => {
  it('is the one that all have, wherever it comes from', () => {
    const inFile = { ...picture('image/png 812'), url: '/art/track/2?picture=0' };
    expect(sharedArt([trackWith(picture('a')), trackWith(picture('a'))])).toEqual(picture('a'));
    expect(sharedArt([trackWith(picture('image/png 812')), trackWith(inFile)])).toEqual(picture('image/png 812'));
  });

  it('is the front cover, or else the first picture of a track', () => {
    expect(sharedArt([trackWith(picture('back', 4), picture('a'))])).toEqual(picture('a'));
    expect(sharedArt([trackWith(picture('back', 4), picture('disc', 6))])).toEqual(picture('back', 4));
  });

  it('is none where no track has one, and several where they differ or some have none', () => {
    expect(sharedArt([trackWith(), trackWith()])).toBeNull();
    expect(sharedArt([])).toBeNull();
    expect(sharedArt([trackWith(picture('a')), trackWith(picture('b'))])).toBe('several');
    expect(sharedArt([trackWith(), trackWith(picture('b'))])).toBe('several');
    expect(sharedArt([trackWith(picture('b')), trackWith()])).toBe('several');
  });
});
