import { describe, expect, it } from 'vitest';
import { albumFacts } from './album-facts.ts';
import { VARIOUS } from './album-groups.ts';

const RELEASE = '8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11';

describe('what tags say of an album', () => {
  it('is its title without the disc, whatever its case and accents', () => {
    expect(albumFacts({ album: ['Ænima (Disc 2)'] }).key).toBe('aenima');
    expect(albumFacts({ album: ['CD1'] }).key).toBe('cd1');
    expect(albumFacts({ album: [' '] }).key).toBeNull();
    expect(albumFacts({}).key).toBeNull();
  });

  it('is its release, if it is an id and the track has an album', () => {
    expect(albumFacts({ album: ['A'], musicbrainz_albumid: [RELEASE.toUpperCase()] }).release).toBe(RELEASE);
    expect(albumFacts({ album: ['A'], musicbrainz_albumid: ['1234'] }).release).toBeNull();
    expect(albumFacts({ musicbrainz_albumid: [RELEASE] }).release).toBeNull();
  });

  it.each([
    [{ albumartist: ['Various Artists'] }, VARIOUS],
    [{ albumartist: ['V.A.'] }, VARIOUS],
    [{ albumartist: ['X'], musicbrainz_albumartistid: ['89ad4ac3-39f7-470e-963a-56509c546377'] }, VARIOUS],
    [{ albumartist: ['Queen feat. David Bowie'] }, 'queen'],
    [{ albumartist: ['Queen', 'Bowie'] }, 'queen'],
    [{ artist: ['Queen'] }, ''],
  ])('is its artist: %j', (tags, credit) => {
    expect(albumFacts(tags).credit).toBe(credit);
  });

  it('is the first artist of the track, without guests', () => {
    expect(albumFacts({ artist: ['Queen (ft. Bowie)'] }).artist).toBe('queen');
    expect(albumFacts({ artist: ['A & B'], artists: ['A', 'B'] }).artist).toBe('a');
  });

  it('is whether it is a compilation', () => {
    expect(['1', 'true', '0', ''].map((value) => albumFacts({ compilation: [value] }).isCompilation)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is how many tracks and discs there are, also behind the number', () => {
    expect(albumFacts({ totaltracks: ['12'], discnumber: ['1/2'] })).toMatchObject({ totalTracks: 12, totalDiscs: 2 });
    expect(albumFacts({ tracknumber: ['3 / 9'], totaldiscs: ['0'] })).toMatchObject({
      totalTracks: 9,
      totalDiscs: null,
    });
    expect(albumFacts({ tracknumber: ['3'], totaltracks: ['many'] }).totalTracks).toBeNull();
  });
});
