/** Albums of invented music, each track of a length of its own, and the services that know them. */
import { execFileSync } from 'node:child_process';
import type { FakeMusicServices } from './fake-music-services.ts';
import {
  inventedId,
  musicBrainzRelease,
  VARIOUS,
  type InventedRelease,
  type InventedTrack,
} from './invented-releases.ts';

export const HARBOUR = { name: 'North Harbour', id: inventedId('artist', 1) };
export const LANTERN = { name: 'Lantern & Tide', id: inventedId('artist', 2) };
export const WREN = { name: 'Ida Wren', id: inventedId('artist', 3) };

export const SALT: InventedRelease = {
  number: 1,
  title: 'Salt and Copper',
  artist: HARBOUR,
  date: '2016-09-02',
  media: [
    {
      tracks: [
        { title: 'Harbour Lights', seconds: 5, recording: 1 },
        { title: 'Nattsvømmer', seconds: 6, recording: 2 },
        { title: 'Last Ferry', seconds: 7, recording: 3 },
      ],
    },
  ],
};
export const TIDES: InventedRelease = {
  number: 2,
  title: 'Two Tides',
  artist: LANTERN,
  date: '2011',
  media: [
    {
      title: 'Ebb',
      tracks: [
        { title: 'Low Water', seconds: 8, recording: 4 },
        { title: 'Mudlark', seconds: 9, recording: 5 },
      ],
    },
    {
      title: 'Flood',
      tracks: [
        { title: 'Rising', seconds: 10, recording: 6 },
        { title: 'Weir', seconds: 11, recording: 7 },
      ],
    },
  ],
};
export const SAMPLER: InventedRelease = {
  number: 3,
  title: 'Coast Road Sampler',
  artist: VARIOUS,
  date: '2019-03',
  media: [
    {
      tracks: [
        { title: 'Signal', seconds: 12, recording: 8, artist: HARBOUR },
        { title: 'Gannet', seconds: 13, recording: 9, artist: WREN },
      ],
    },
  ],
};
export const MACHINES: InventedRelease = {
  number: 4,
  title: 'Quiet Machines',
  artist: WREN,
  date: '2008-05-05',
  media: [
    {
      hidden: { title: 'Before the Machines', seconds: 14, recording: 10 },
      tracks: [
        { title: 'Loom', seconds: 15, recording: 11 },
        { title: 'Press', seconds: 16, recording: 12 },
        { title: 'Kiln', seconds: 17, recording: 13 },
      ],
    },
  ],
};
export const RELEASES = [SALT, TIDES, SAMPLER, MACHINES];

/** A cover of its own, as PNG. */
export function pictureOf({ number }: InventedRelease): Buffer {
  const source = ['-f', 'lavfi', '-i', `color=c=0x${number}0a0c0:s=600x600`, '-frames:v', '1'];
  return execFileSync('ffmpeg', ['-v', 'error', ...source, '-f', 'image2pipe', '-c:v', 'png', '-']);
}

export function tracksOf({ media }: InventedRelease): readonly InventedTrack[] {
  return media.flatMap(({ hidden, tracks }) => [...(hidden ? [hidden] : []), ...tracks]);
}

/** Tells the services of all albums. */
export function knowInventedAlbums(services: FakeMusicServices): void {
  for (const release of RELEASES) {
    const id = inventedId('release', release.number);
    services.releases.set(id, musicBrainzRelease(release));
    services.covers.set(id, pictureOf(release));
    for (const { seconds, recording } of tracksOf(release)) {
      services.sounds.set(seconds, {
        acoustid: inventedId('acoustid', recording),
        recordings: [{ id: inventedId('recording', recording), releases: [id] }],
      });
    }
  }
}
