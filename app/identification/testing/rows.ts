/** Files and releases for tests, with what does not matter left empty. */
import type { FileFacts, SoundEvidence } from '../matching/compared-file.ts';
import type { Release, ReleaseTrack } from '../release.ts';

export function fileOf(values: Partial<FileFacts> & { readonly id: number }): FileFacts {
  return {
    title: '',
    artist: '',
    album: '',
    albumArtist: '',
    year: null,
    number: null,
    disc: null,
    length: 200,
    recordingId: '',
    releaseId: '',
    folder: '/music/album',
    fileName: 'file',
    ...values,
  };
}

export function soundOf(values: Partial<SoundEvidence> & { readonly id: number }): SoundEvidence {
  return { recordings: [], releases: [], acoustid: '', score: 0.9, copies: [], ...values };
}

export function trackOf(title: string, position: number, values: Partial<ReleaseTrack> = {}): ReleaseTrack {
  return { title, credits: [], disc: 1, position, length: 200, recordingId: '', trackId: '', isrcs: [], ...values };
}

export function releaseOf(values: Partial<Release> & { readonly id: string }): Release {
  const tracks = values.tracks ?? [];
  return {
    source: 'musicbrainz',
    groupId: values.id,
    title: '',
    comment: '',
    credits: [],
    date: '',
    firstDate: '',
    country: '',
    status: '',
    types: [],
    labels: [],
    barcode: '',
    asin: '',
    script: '',
    language: '',
    media: [{ position: 1, title: '', format: '', tracks: tracks.length }],
    tracks,
    hasCover: null,
    ...values,
  };
}

export const creditOf = (name: string): Release['credits'] => [{ name, sortName: '', id: '', join: '' }];
