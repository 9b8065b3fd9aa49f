import { describe, expect, it } from 'vitest';
import type { KnownRecording, KnownTrack } from './known-recording.ts';
import { metadataOf } from './lookup-metadata.ts';

const TRACK: KnownTrack = {
  duration: 180.4,
  tags: {
    title: ['Hearth'],
    artist: ['Ember feat. Ash'],
    artists: ['Ember', 'Ash'],
    musicbrainz_artistid: ['artist-1', 'artist-2'],
    isrc: ['DEA039900001'],
    album: ['Ashes'],
    albumartist: ['Ember'],
    musicbrainz_albumartistid: ['artist-1'],
    musicbrainz_recordingid: ['mbid-1'],
    musicbrainz_trackid: ['track-1'],
    musicbrainz_albumid: ['release-1'],
    musicbrainz_releasegroupid: ['group-1'],
    releasetype: ['album', 'live'],
    releasecountry: ['DE'],
    date: ['1999-05-21'],
    tracknumber: ['3'],
    totaltracks: ['12'],
    discnumber: ['1'],
    totaldiscs: ['1'],
    media: ['CD'],
  },
};
const ARTISTS = [
  { id: 'artist-1', name: 'Ember', joinphrase: ' feat. ' },
  { id: 'artist-2', name: 'Ash' },
];
const ALBUM_ARTISTS = [{ id: 'artist-1', name: 'Ember' }];
const SAID = {
  track: 'Hearth (live)',
  artist: 'Ember',
  album: 'Bootleg',
  albumArtist: 'Various',
  trackNumber: 3,
  discNumber: null,
  year: 1999,
  sources: 2,
};

const known = (parts: Partial<KnownRecording> = {}): KnownRecording => ({
  gid: 'g',
  submitted: [],
  tracks: [TRACK],
  metadata: [],
  ...parts,
});
const ask = (recording: KnownRecording, ...wanted: string[]) => metadataOf(recording, new Set(wanted));

describe('the metadata of a recording', () => {
  it('is nothing unless it is wanted', () => {
    expect(ask(known())).toEqual({});
    expect(ask(known(), 'sources', 'compress')).toEqual({});
    expect(ask(known({ tracks: [] }), 'recordings', 'releases')).toEqual({});
  });

  it('is ids alone, with their sources', () => {
    expect(ask(known(), 'recordingids')).toEqual({ recordings: [{ id: 'mbid-1' }] });
    expect(ask(known(), 'recordingids', 'sources')).toEqual({ recordings: [{ id: 'mbid-1', sources: 1 }] });
  });

  it('is title, length and artists of recordings', () => {
    const recording = { id: 'mbid-1', title: 'Hearth', duration: 180, artists: ARTISTS };
    expect(ask(known(), 'recordings')).toEqual({ recordings: [recording] });
    expect(ask(known(), 'recordings', 'isrcs')).toEqual({ recordings: [{ ...recording, isrcs: ['DEA039900001'] }] });
  });

  const date = { year: 1999, month: 5, day: 21 };
  const release = {
    id: 'release-1',
    title: 'Ashes',
    artists: ALBUM_ARTISTS,
    medium_count: 1,
    track_count: 12,
    country: 'DE',
    date,
    releaseevents: [{ country: 'DE', date }],
  };

  it('is releases below recordings', () => {
    expect(ask(known(), 'recordings', 'releases')).toMatchObject({ recordings: [{ releases: [release] }] });
    expect(ask(known(), 'recordingids', 'releaseids')).toEqual({
      recordings: [{ id: 'mbid-1', releases: [{ id: 'release-1' }] }],
    });
  });

  it('is tracks of discs below releases', () => {
    const track = { id: 'track-1', position: 3, title: 'Hearth', artists: ARTISTS };
    const second: KnownTrack = {
      ...TRACK,
      tags: { ...TRACK.tags, discnumber: ['2'], discsubtitle: ['Extras'], musicbrainz_trackid: ['track-2'] },
    };
    expect(ask(known({ tracks: [second, TRACK] }), 'recordings', 'releases', 'tracks')).toMatchObject({
      recordings: [
        {
          releases: [
            {
              mediums: [
                { position: 1, track_count: 12, format: 'CD', tracks: [track] },
                { position: 2, track_count: 12, format: 'CD', title: 'Extras', tracks: [{ ...track, id: 'track-2' }] },
              ],
            },
          ],
        },
      ],
    });
  });

  const group = { id: 'group-1', title: 'Ashes', type: 'Album', secondarytypes: ['Live'], artists: ALBUM_ARTISTS };

  it('is release groups, with their releases', () => {
    expect(ask(known(), 'recordings', 'releasegroups')).toMatchObject({ recordings: [{ releasegroups: [group] }] });
    expect(ask(known(), 'recordings', 'releasegroups', 'releases')).toMatchObject({
      recordings: [{ releasegroups: [{ ...group, releases: [release] }] }],
    });
    expect(ask(known(), 'recordingids', 'releasegroupids')).toEqual({
      recordings: [{ id: 'mbid-1', releasegroups: [{ id: 'group-1' }] }],
    });
  });

  it('is releases or release groups alone', () => {
    expect(ask(known(), 'releases')).toEqual({ releases: [release] });
    expect(ask(known(), 'releasegroups')).toEqual({ releasegroups: [group] });
  });

  it('keeps a release whose group is not known', () => {
    const { musicbrainz_releasegroupid: _, ...tags } = TRACK.tags;
    expect(ask(known({ tracks: [{ ...TRACK, tags }] }), 'releasegroups', 'releases')).toMatchObject({
      releasegroups: [{ title: 'Ashes', releases: [{ id: 'release-1' }] }],
    });
  });

  it('leaves out what is repeated where it is to be compressed', () => {
    const wanted = ['recordings', 'releasegroups', 'releases', 'tracks', 'compress'];
    const plain: KnownTrack = {
      ...TRACK,
      tags: { ...TRACK.tags, artist: ['Ember'], artists: [], musicbrainz_artistid: ['artist-1'] },
    };
    const told = JSON.parse(JSON.stringify(ask(known({ tracks: [plain] }), ...wanted)));
    const [recording] = told.recordings;
    expect(recording).toMatchObject({ title: 'Hearth', artists: ALBUM_ARTISTS });
    const [told1] = recording.releasegroups;
    expect(told1).toMatchObject({ id: 'group-1', title: 'Ashes' });
    expect(told1).not.toHaveProperty('artists');
    expect(told1.releases[0]).not.toHaveProperty('title');
    expect(told1.releases[0]).not.toHaveProperty('artists');
    expect(told1.releases[0].mediums[0].tracks).toEqual([{ id: 'track-1', position: 3 }]);
    expect(ask(known(), ...wanted)).toMatchObject({
      recordings: [
        { releasegroups: [{ artists: ALBUM_ARTISTS, releases: [{ mediums: [{ tracks: [{ artists: ARTISTS }] }] }] }] },
      ],
    });
  });

  it('leaves out artists of releases that are those of the recording, without groups', () => {
    const plain: KnownTrack = {
      ...TRACK,
      tags: { ...TRACK.tags, artist: ['Ember'], artists: [], musicbrainz_artistid: ['artist-1'] },
    };
    const { recordings } = JSON.parse(
      JSON.stringify(ask(known({ tracks: [plain] }), 'recordings', 'releases', 'compress')),
    );
    expect(recordings[0].releases[0]).not.toHaveProperty('artists');
    expect(recordings[0].releases[0]).toHaveProperty('title', 'Ashes');
  });

  it('is what clients have said about a submitted MBID without a file', () => {
    const submitted = [{ mbid: 'mbid-9', sources: 4 }];
    expect(ask(known({ tracks: [], submitted, metadata: [SAID] }), 'recordings', 'sources')).toEqual({
      recordings: [{ id: 'mbid-9', sources: 4, title: 'Hearth (live)', artists: [{ name: 'Ember' }] }],
    });
    expect(ask(known({ tracks: [], submitted }), 'recordings')).toEqual({ recordings: [{ id: 'mbid-9' }] });
  });

  it('is told without an id only where it is wanted, of files and of what clients have said', () => {
    const { musicbrainz_recordingid: _, ...tags } = TRACK.tags;
    const recording = known({
      tracks: [
        { ...TRACK, tags },
        { ...TRACK, tags },
      ],
      metadata: [SAID],
    });
    expect(ask(recording, 'recordings')).toEqual({});
    expect(ask(recording, 'recordings', 'usermeta', 'sources')).toEqual({
      recordings: [
        { title: 'Hearth', duration: 180, artists: ARTISTS, sources: 1 },
        { title: 'Hearth (live)', artists: [{ name: 'Ember' }], sources: 2 },
      ],
    });
    expect(ask(recording, 'recordings', 'usermeta', 'releasegroups')).toMatchObject({
      recordings: [
        { releasegroups: [{ title: 'Ashes', artists: ALBUM_ARTISTS }] },
        { releasegroups: [{ title: 'Bootleg', artists: [{ name: 'Various' }] }] },
      ],
    });
    expect(ask(known({ metadata: [SAID] }), 'recordings', 'usermeta')).toMatchObject({
      recordings: [{ id: 'mbid-1' }],
    });
  });
});
