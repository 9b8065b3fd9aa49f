import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary } from '../../tests/support/library.ts';
import { FileWindow } from '../storage/file-window.ts';
import { HeldFiles } from './batch-files.ts';
import { packBatch, unpackBatch } from './packed-batch.ts';
import { everywhere } from './places.ts';
import { roots } from './roots.ts';
import type { ScanBatch } from './scan-batch.ts';
import { ScanReader } from './scan-reader.ts';
import { SentFiles } from './sent-files.ts';

const { port1, port2 } = new MessageChannel();
afterAll(() => port1.close());

/** The batch as it arrives in another thread. */
function sent(batch: ScanBatch): ScanBatch {
  const files = new SentFiles(port1);
  for (const read of batch.files) for (const file of read.files) files.add(read.folder, file);
  return unpackBatch(structuredClone(packBatch({ ...batch, files })), port2);
}

it('a batch of real files is the same on the other side', async () => {
  const library = testLibrary();
  const tags = { title: 'Čas', artist: 'Ember', genre: 'Folk', date: '1999', track: '3', disc: '1', composer: 'Bach' };
  makeAudio(join(library.music, 'a.flac'), { tags, seconds: 1, art: true });
  makeAudio(join(library.music, 'b.mp3'), { tags: { genre: 'Jazz' }, seconds: 1 });
  mkdirSync(join(library.music, 'ø'));
  writeFileSync(join(library.music, 'ø', 'broken.flac'), 'fLaC this is not one');
  writeFileSync(Buffer.concat([Buffer.from(`${library.music}/`), Buffer.from([0xff, 0xe9]), Buffer.from('.cue')]), '');
  const batches: ScanBatch[] = [];
  const { signal } = new AbortController();
  const reader = new ScanReader(
    library.connection,
    new FileWindow(),
    () => false,
    signal,
    () => new HeldFiles(),
  );
  for (const place of everywhere(roots(library.connection))) {
    await reader.read(place, (read) => void batches.push(...read));
  }
  const names = batches.flatMap(({ files }) =>
    [...files].flatMap((one) => one.files.map(({ name }) => name.toString())),
  );
  expect(names.toSorted()).toEqual(['a.flac', 'b.mp3', 'broken.flac']);
  for (const { files, sidecars } of batches) {
    const arrived = sent({ ...empty(), files, sidecars });
    expect([...arrived.files]).toEqual([...files]);
    expect(arrived.sidecars.map(({ folder, gone }) => ({ folder, gone }))).toEqual(
      sidecars.map(({ folder, gone }) => ({ folder, gone })),
    );
    for (const [i, { found }] of sidecars.entries()) {
      for (const [j, { name, stats }] of found.entries()) {
        const { dev, ino, size, mtimeNs, ctimeNs } = stats;
        expect(arrived.sidecars[i]!.found[j]).toEqual({ name, stats: { dev, ino, size, mtimeNs, ctimeNs } });
      }
    }
  }
});

it('what else a batch holds is the same on the other side', () => {
  const path = Buffer.from([0x2f, 0xff]);
  const batch: ScanBatch = {
    ...empty(),
    returned: [{ id: 1, folderId: 2, folder: path, name: Buffer.from([0xe9]) }],
    keys: [{ fileId: 5, key: Buffer.alloc(16, 0xfe) }],
    gone: [7, 8],
    sidecars: [{ folder: path, found: [], gone: [9] }],
    done: 10,
    failed: 11,
    errors: [{ path, message: 'EIO: i/o error — å' }],
  };
  const plain = ({ files, ...others }: ScanBatch): object => ({ ...others, files: [...files] });
  expect(plain(sent(batch))).toEqual(plain(batch));
  expect(plain(sent(empty()))).toEqual(plain(empty()));
});

function empty(): ScanBatch {
  return { returned: [], keys: [], files: new HeldFiles(), gone: [], sidecars: [], done: 0, failed: 0, errors: [] };
}
