import { beforeAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { INDEX_KINDS, libraryIndexes, type IndexKind } from '../../tests/support/index-server.ts';
import { SILENCE_ITEM } from '../audio/chromaprint/fingerprinter.ts';
import type { TrackRow } from '../model/tracks.ts';
import { documentHashes } from './index-hashes.ts';
import { compareSounds, OTHER_MIX } from './match-sounds.ts';
import { Recognition } from './recognition.ts';

const random = new SeededRandom(3);
const music = (length: number): Uint32Array => Uint32Array.from({ length }, () => random.u32());
const RECORDING = '1b9a2c3d-0000-4000-8000-000000000001';

/** Files 1 to 3 of tracks 101 to 103; file 4 has no track. */
const sounds = new Map([1, 2, 3, 4].map((fileId) => [fileId, music(1000)]));
sounds.set(3, Uint32Array.from([...music(300), ...sounds.get(1)!.subarray(400, 700)]));

const open = libraryIndexes();
let kind: IndexKind;

async function recognition(
  files: Readonly<Record<string, Uint32Array>>,
  isOtherMix: ConstructorParameters<typeof Recognition>[3] = async () => expect.fail('nothing is in doubt'),
): Promise<Recognition> {
  const index = await open(kind);
  await index.update(Array.from(sounds, ([id, items]) => ({ type: 'insert', id, hashes: documentHashes(items) })));
  return new Recognition(
    {
      compareWithFiles: async ({ items, fileIds }) =>
        fileIds.map((fileId) => ({ fileId, ...compareSounds(items, sounds.get(fileId)!) })),
      soundOfTrack: async ({ id }) => {
        const items = sounds.get(id - 100);
        return items === undefined ? null : { fileId: id - 100, items };
      },
      filePaths: async ({ ids }) => new Map(ids.map((id) => [id, file(`file ${id}`)])),
      tracksOfFiles: async ({ ids }) => new Map(ids.filter((id) => id !== 4).map((id) => [id, id + 100])),
      rows: async ({ ids }) => ids.filter((id) => id <= 105).map((id) => ({ id }) as TrackRow),
      recordingsOfTracks: async ({ ids }) => new Map(ids.slice(0, 1).map((id) => [id, `gid of ${id}`])),
      tags: async () => new Map([[101, { musicbrainz_recordingid: [RECORDING] }]]),
      compareItems: async ({ first, second }) => compareSounds(first, second),
    },
    index,
    async (path) => {
      const items = files[Buffer.from(path).toString()];
      if (items === undefined) throw new Error('It is no audio.');
      return items;
    },
    isOtherMix,
  );
}

const file = (path: string): Buffer => Buffer.from(path);

describe.each(INDEX_KINDS)('over a %s index', (tested) => {
  beforeAll(() => {
    kind = tested;
  });

  describe('a file', () => {
    it('is told as the recording, and as a part of others, the whole ones first', async () => {
      const { lookup } = bound(await recognition({ whole: sounds.get(1)!, clip: sounds.get(1)!.subarray(450, 570) }));
      expect(await lookup('whole', 5)).toMatchObject([
        { track: { id: 101 }, kind: 'same', recording: 'gid of 101', musicbrainz: RECORDING },
        { track: { id: 103 }, kind: 'related', recording: null, musicbrainz: null },
      ]);
      expect(await lookup('clip', 5)).toMatchObject([
        { track: { id: 101 }, kind: 'clip' },
        { track: { id: 103 }, kind: 'clip' },
      ]);
      expect(await lookup('clip', 1)).toHaveLength(1);
    });

    it('is not told as what no track is', async () => {
      const { lookup } = bound(await recognition({ other: music(400), gone: sounds.get(4)! }));
      expect(await lookup('other', 5)).toEqual([]);
      expect(await lookup('gone', 5)).toEqual([]);
    });

    it('is refused where it is silent', async () => {
      const { lookup } = bound(await recognition({ silent: new Uint32Array(500).fill(SILENCE_ITEM) }));
      await expect(lookup('silent', 5)).rejects.toMatchObject({ code: 'SILENT' });
    });

    it('is refused where it is the same throughout', async () => {
      const tone = Uint32Array.from({ length: 500 }, (_, at) => 0x12345678 + (at % 7));
      const { lookup } = bound(await recognition({ tone }));
      await expect(lookup('tone', 5)).rejects.toMatchObject({ code: 'UNIFORM' });
    });
  });

  describe('a sound whose fingerprint leaves a doubt', () => {
    const doubtful = sounds.get(1)!.map((item, at) => (item ^ (5 << (at % 28))) >>> 0);

    it('is listened to again, and told as a version where it is another mix', async () => {
      const asked: unknown[] = [];
      const { lookup } = bound(
        await recognition({ doubtful }, async ({ path, otherPath, items }) => {
          asked.push([Buffer.from(path).toString(), Buffer.from(otherPath).toString(), items]);
          return true;
        }),
      );
      expect(await lookup('doubtful', 5)).toMatchObject([
        { track: { id: 101 }, kind: 'related', score: OTHER_MIX },
        { track: { id: 103 }, kind: 'related' },
      ]);
      expect(asked).toEqual([['doubtful', 'file 1', 968]]);
    });

    it('is told as the recording where it is none', async () => {
      const { lookup } = bound(await recognition({ doubtful }, async () => false));
      expect(await lookup('doubtful', 1)).toMatchObject([{ track: { id: 101 }, kind: 'same' }]);
    });

    it('is compared the same way', async () => {
      const both = await recognition({ doubtful }, async () => true);
      const compared = await both.compare({ path: file('doubtful') }, { id: 101 });
      expect(compared.match).toMatchObject({ kind: 'related', score: OTHER_MIX });
    });

    it('is listened to until the question is cancelled', async () => {
      const heard: unknown[] = [];
      const both = await recognition({ doubtful }, async (_parts, signal) => heard.push(signal) > 0);
      const { signal } = new AbortController();
      await both.compare({ path: file('doubtful') }, { id: 101 }, signal);
      await both.lookup(file('doubtful'), 5, signal);
      expect(heard).toEqual([signal, signal]);
    });

    it('is what its fingerprint says where that is all there is', async () => {
      const both = await recognition({});
      expect(await both.lookupItems(doubtful, 1)).toMatchObject([{ track: { id: 101 }, kind: 'same' }]);
    });
  });

  describe('two sounds', () => {
    it('are compared, tracks and files in any order', async () => {
      const both = await recognition({ clip: sounds.get(2)!.subarray(100, 300) });
      expect(await both.compare({ id: 102 }, { path: file('clip') })).toMatchObject({ match: { kind: 'clip' } });
      expect(await both.compare({ path: file('clip') }, { id: 101 })).toEqual({ match: null, acoustid: 0 });
    });

    it('are refused by the name of the file that cannot be read', async () => {
      const both = await recognition({ clip: sounds.get(2)! });
      const asked = both.compare({ path: file('clip') }, { path: file('damaged') });
      await expect(asked).rejects.toThrow('damaged: It is no audio.');
    });

    it('are refused where a track has no fingerprint', async () => {
      const both = await recognition({});
      await expect(both.compare({ id: 101 }, { id: 105 })).rejects.toMatchObject({ code: 'NOT_ANALYSED' });
      await expect(both.compare({ id: 999 }, { id: 101 })).rejects.toThrow('there is no track 999');
    });
  });
});

const bound = (of: Recognition) => ({ lookup: (path: string, limit: number) => of.lookup(file(path), limit) });
