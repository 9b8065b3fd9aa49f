import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Layout } from '../formats/layout.ts';
import { readLayout } from '../formats/read-layout.ts';
import { commentsOf, oggPage, opusHead } from '../formats/testing/ogg-bytes.ts';
import { strictSource } from '../formats/testing/sources.ts';
import { planTrack, readyPlan } from './plan-track.ts';
import { FLAC_LAYOUT, MemoryLibrary } from './testing/memory-library.ts';
import { stampOf } from './testing/stamp-of.ts';

let folder: string;
let library: MemoryLibrary;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-plan-'));
  library = new MemoryLibrary(folder);
});
afterAll(async () => rm(folder, { recursive: true }));

const problems: string[] = [];
const report = (message: string): void => void problems.push(message);

describe('a track', () => {
  it('of a format that headers can be made for is planned at once, and can be written', async () => {
    const track = await library.add(1, { title: ['One'] });
    const planned = planTrack(track, null, report);
    expect(planned).toMatchObject({
      writable: true,
      size: planned.plan?.size,
      headerLength: planned.plan?.headerLength,
    });
    expect(await planned.make()).toBe(planned.plan);
    expect(planned.size).toBeGreaterThan(track.stamp.size);
  });

  it('keeps the lengths that were served before while its tags fit', async () => {
    const track = await library.add(1, { title: ['One'] });
    const first = planTrack(track, null, report);
    const before = { headerLength: first.headerLength + 4096, size: first.size + 4096 };
    expect(planTrack(track, before, report)).toMatchObject(before);
  });

  it('without a layout, or with one that no header can be made for, is served unchanged and read-only', async () => {
    const unknown: Layout = { ...FLAC_LAYOUT, container: 'none' as Layout['container'] };
    for (const layout of [null, unknown]) {
      const track = await library.add(1, { title: ['One'] }, { layout });
      expect(planTrack(track, null, report)).toMatchObject({
        writable: false,
        size: track.stamp.size,
        headerLength: 0,
        plan: { segments: [{ kind: 'source', offset: 0, length: track.stamp.size }] },
      });
    }
    expect(problems).toEqual([]);
  });

  it('whose tags no header can hold is served unchanged, and the reason is reported', async () => {
    const track = await library.add(1, { lyrics: ['x'.repeat(2 ** 24)] });
    expect(planTrack(track, null, report)).toMatchObject({ writable: false, size: track.stamp.size });
    expect(problems).toEqual([expect.stringMatching(/\.flac is shown without its edits: ./)]);
  });

  it('whose plan needs the original is planned when it is asked for', async () => {
    const file = Buffer.concat([
      oggPage([19], opusHead()),
      oggPage([8 + 9], Buffer.concat([Buffer.from('OpusTags'), commentsOf('v', [])])),
    ]);
    const path = join(folder, 'song.opus');
    await writeFile(path, file);
    const track = await library.add(1, { title: ['One'] });
    const ogg = { ...track, layout: readLayout(strictSource(file)), path: Buffer.from(path), stamp: stampOf(path) };
    const planned = planTrack(ogg, null, report);
    expect(planned).toMatchObject({ plan: null, writable: true });
    expect(planned.size).toBeGreaterThan(file.length);
    expect(await planned.make()).toMatchObject({ size: planned.size, headerLength: planned.headerLength });
    await rm(path);
    await expect(planned.make()).rejects.toMatchObject({ code: 'EIO' });
  });
});

it('a plan that is made already has its own lengths', async () => {
  const plan = { size: 10, headerLength: 4, segments: [] };
  const planned = readyPlan(plan, true);
  expect(planned).toMatchObject({ size: 10, headerLength: 4, plan, writable: true });
  expect(await planned.make()).toBe(plan);
});
