/** A song, another mix of it, and copies that are taken for both, in whatever order they come. */
import { beforeEach, describe, expect, it } from 'vitest';
import { mergeRecordings } from './edit-recordings.ts';
import { filePaths } from './file-paths.ts';
import { RecordingWriter } from './recording-writer.ts';
import { heardLibrary, music, type HeardLibrary } from './testing-sounds.ts';

const song = music(600);
/** Two bits of each item: no copy differs so little that it is not listened to. */
const changed = (share: number): Uint32Array =>
  song.map((item, at) => (at % 10 < share * 10 ? (item ^ (5 << (at % 28))) >>> 0 : item));
const SOUNDS = { song, mix: changed(1), likeMix: changed(0.8), likeMixToo: changed(0.7), likeSong: changed(0.3) };
type Sound = keyof typeof SOUNDS;
/** What sounds like two mixes has lost what tells them apart. */
const OPUS = { bitrate: 32_000, lossless: false };
const hearOne = (name: Sound): number => library.hear(SOUNDS[name], 150, name.startsWith('like') ? OPUS : {});

let library: HeardLibrary;
let ids: Map<Sound, number>;

beforeEach(() => {
  library = heardLibrary();
  ids = new Map();
  library.isOtherMix = async ({ path, otherPath }) => {
    const paths = filePaths(library.connection, [ids.get('song') ?? 0, ids.get('mix') ?? 0]);
    const names = new Set([...paths.values()].map((one) => Buffer.from(one).toString()));
    return [path, otherPath].every((one) => names.has(Buffer.from(one).toString()));
  };
});

async function hear(...sounds: readonly Sound[]): Promise<void> {
  for (const name of sounds) {
    ids.set(name, hearOne(name));
    library.upkeep.wake();
    await library.upkeep.idle();
  }
  expect(library.problems).toEqual([]);
}

const recordingOf = (name: Sound): number => new RecordingWriter(library.connection).placeOf(ids.get(name)!)!.recording;
/** Which sounds are together. */
const together = (): string[] =>
  [...Map.groupBy(ids.keys(), recordingOf).values()].map((names) => names.toSorted().join(' ')).sort();

function* ordersOf<Item>(items: readonly Item[]): Generator<Item[]> {
  if (items.length === 0) yield [];
  for (const [at, item] of items.entries()) {
    for (const rest of ordersOf(items.toSpliced(at, 1))) yield [item, ...rest];
  }
}

describe('a copy that sounds the same as two mixes', () => {
  it.each([...ordersOf<Sound>(['song', 'mix', 'likeMix', 'likeSong'])])(
    'belongs to the one that it sounds more like: %s, %s, %s, %s',
    async (...order) => {
      await hear(...order);
      expect(together()).toEqual(['likeMix mix', 'likeSong song']);
    },
  );

  it.each([...ordersOf<Sound>(['song', 'mix', 'likeMix', 'likeMixToo'])])(
    'takes the copies with it that sound like it: %s, %s, %s, %s',
    async (...order) => {
      await hear(...order);
      expect(together()).toEqual(['likeMix likeMixToo mix', 'song']);
    },
  );

  it('belongs to the same one where all come at once', async () => {
    for (const name of ['likeSong', 'song', 'likeMix', 'mix'] as const) ids.set(name, hearOne(name));
    library.upkeep.wake();
    await library.upkeep.idle();
    expect(together()).toEqual(['likeMix mix', 'likeSong song']);
    const before = [...ids.keys()].map(recordingOf);
    await library.upkeep.compareAgain();
    await library.upkeep.idle();
    expect([...ids.keys()].map(recordingOf)).toEqual(before);
  });

  it('stays where a person has put it', async () => {
    await hear('mix', 'song');
    const author = { name: 'Ada', kind: 'user' } as const;
    const recordings = [String(recordingOf('song')), String(recordingOf('mix'))];
    mergeRecordings(library.connection, { recordings, author, dryRun: false });
    await hear('likeMix', 'likeSong');
    expect(together()).toHaveLength(1);
  });
});

describe('a copy that is taken for another mix and is none', () => {
  /** What the analysis finds about the sound of `mix`: it is the clipped copy here. */
  const clip = (): void => {
    const file = ids.get('mix')!;
    library.connection.prepare('INSERT INTO sound_quality (file_id, version) VALUES (?, 1)').run(file);
    library.connection.prepare("INSERT INTO sound_finding VALUES ('clipped', ?, 1, 'it is')").run(file);
  };

  it.each([...ordersOf<Sound>(['song', 'mix', 'likeMix'])])(
    'stays with what sounds the same as both, where it is clipped: %s, %s, %s',
    async (...order) => {
      for (const name of order) ids.set(name, hearOne(name));
      clip();
      library.upkeep.wake();
      await library.upkeep.idle();
      expect(together()).toEqual(['likeMix mix song']);
    },
  );

  it('stays where more faithful copies hold them together', async () => {
    for (const name of ['song', 'mix'] as const) ids.set(name, hearOne(name));
    for (const name of ['likeMix', 'likeSong'] as const) ids.set(name, library.hear(SOUNDS[name]));
    library.upkeep.wake();
    await library.upkeep.idle();
    expect(together()).toEqual(['likeMix likeSong mix song']);
  });
});

it('mixes that an earlier version has taken for one are parted, each with its copies', async () => {
  const { isOtherMix } = library;
  library.isOtherMix = async () => false;
  await hear('song', 'mix', 'likeMix', 'likeSong');
  expect(together()).toHaveLength(1);
  library.connection.exec('UPDATE sound_match SET comparison = 0');
  library.isOtherMix = isOtherMix;
  library.startAgain();
  library.upkeep.wake();
  await library.upkeep.idle();
  expect(together()).toEqual(['likeMix mix', 'likeSong song']);
});
