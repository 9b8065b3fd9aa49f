import { describe, expect, it } from 'vitest';
import { fileOf, soundOf } from '../testing/rows.ts';
import { clusterFiles } from './cluster-files.ts';
import type { FileFacts, SoundEvidence } from './compared-file.ts';

const clusters = (files: readonly FileFacts[], sounds: readonly SoundEvidence[] = []): number[][] =>
  clusterFiles(files, new Map(sounds.map((one) => [one.id, one]))).map((cluster) =>
    cluster.map(({ id }) => id).toSorted((a, b) => a - b),
  );

describe('files are grouped into albums', () => {
  it('by their folder and the album in their tags', () => {
    expect(
      clusters([
        fileOf({ id: 1, album: 'Salt' }),
        fileOf({ id: 2, album: 'Northern Mountains' }),
        fileOf({ id: 3, album: 'Salt' }),
        fileOf({ id: 4, album: 'Salt', folder: '/music/other' }),
      ]),
    ).toEqual([[1, 3], [2], [4]]);
  });

  it('whatever the spelling of the album and the name of its disc', () => {
    expect(
      clusters([
        fileOf({ id: 1, album: 'Salt & Copper' }),
        fileOf({ id: 2, album: 'salt and coper' }),
        fileOf({ id: 3, album: 'Salt and Copper (Disc 2)' }),
      ]),
    ).toEqual([[1, 2, 3]]);
  });

  it('with the files beside them that name no album', () => {
    expect(clusters([fileOf({ id: 1, album: 'Salt' }), fileOf({ id: 2 }), fileOf({ id: 3 })])).toEqual([[1, 2, 3]]);
    expect(clusters([fileOf({ id: 1 }), fileOf({ id: 2 })])).toEqual([[1, 2]]);
  });

  it('by the release on which the sound finds them', () => {
    const files = [fileOf({ id: 1, album: 'x' }), fileOf({ id: 2, album: 'quite another' }), fileOf({ id: 3 })];
    const on = (id: number, ...releases: string[]): SoundEvidence => soundOf({ id, releases });
    expect(clusters(files, [on(1, 'r', 's'), on(2, 'r'), on(3, 'r')])).toEqual([[1, 2, 3]]);
    expect(clusters(files, [on(1, 'r'), on(2, 's'), on(3, 's')])).toEqual([[1], [2, 3]]);
  });

  it('apart where a folder is a heap of single files', () => {
    const heap = Array.from({ length: 61 }, (_, i) => fileOf({ id: i + 1 }));
    expect(clusters(heap)).toHaveLength(61);
    expect(clusters(heap.slice(1))).toHaveLength(1);
    const heard = [
      soundOf({ id: 1, releases: ['r'] }),
      soundOf({ id: 2, releases: ['r'] }),
      soundOf({ id: 3, releases: ['s'] }),
    ];
    expect(clusters(heap.slice(0, 3), heard)).toEqual([[1, 2, 3]]);
    expect(clusters(heap, heard).slice(0, 2)).toEqual([[1, 2], [3]]);
  });
});
