import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { COSTS, estimateDumps, RESERVE } from './estimate-dumps.ts';
import { findDumps } from './find-dumps.ts';
import { testUuid, writeDump } from './testing-dumps.ts';

const folder = temporaryFolder();
const lines = Array.from({ length: 1000 }, (_, at) => ({ id: at + 1, gid: testUuid(at) }));
writeDump(join(folder, '2026-07-22-track-update.jsonl.gz'), lines);
writeDump(join(folder, '2026-07-23-track-update.jsonl.gz'), lines.slice(0, 500));
writeDump(join(folder, '2026-07-23-meta-update.jsonl'), []);

const estimate = async (free: number, added: (source: { readonly name: string }) => boolean = () => false) =>
  estimateDumps(await findDumps([folder]), added, free);

it('counts rows by a sample, and what they take by measured costs', async () => {
  const found = await estimate(RESERVE * 2);
  expect(found).toMatchObject({ files: 3, known: 0, hasRoom: true, free: RESERVE * 2 });
  const { track = 0, meta } = found.rows;
  expect(meta).toBe(0);
  expect(Math.abs(track - 1500)).toBeLessThan(30);
  expect(found.bytes).toBe(track * COSTS.track.bytesPerRow);
  expect(found.seconds).toBe(track / COSTS.track.rowsPerSecond);
});

it('leaves out what was added before', async () => {
  const found = await estimate(RESERVE * 2, ({ name }) => name.startsWith('2026-07-22'));
  expect(found).toMatchObject({ files: 2, known: 1, rows: { track: 500 } });
});

it('wants a tenth more room than it expects, and a reserve', async () => {
  const { bytes } = await estimate(0);
  expect(await estimate(Math.ceil(bytes * 1.1) + RESERVE)).toMatchObject({ hasRoom: true });
  expect(await estimate(Math.floor(bytes * 1.1) + RESERVE - 1)).toMatchObject({ hasRoom: false });
});
