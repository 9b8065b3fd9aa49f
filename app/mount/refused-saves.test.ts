import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { memoryLibrary } from '../library/testing-library.ts';
import type { Connection } from '../storage/connection.ts';
import { generationOf, noteMountProblem } from './mount-problems.ts';
import { readRefusalNote, writeRefusalNote } from './refusal-note.ts';
import { addRefusedSave, adoptRefusedSaves, dismissRefusedSave, refusedSaves } from './refused-saves.ts';

let library: ReturnType<typeof memoryLibrary>;
let connection: Connection;
beforeEach(() => {
  library = memoryLibrary();
  ({ connection } = library);
});

const save = (kept: string | null) => ({ trackId: null, path: 'One.flac', author: 'sox', reason: 'other audio', kept });

it('lists refused saves, the newest first, up to a number', () => {
  const first = addRefusedSave(connection, save('/q/1'));
  const second = addRefusedSave(connection, save(null));
  expect(first).toMatchObject({ ...save('/q/1'), id: expect.any(Number), at: expect.any(Number) });
  expect(refusedSaves(connection, 10)).toEqual([second, first]);
  expect(refusedSaves(connection, 1)).toEqual([second]);
  expect(second.kept).toBeNull();
});

it('forgets a refused save together with its bytes', () => {
  const kept = join(temporaryFolder(), 'kept.flac');
  writeFileSync(kept, 'bytes');
  const { id } = addRefusedSave(connection, save(kept));
  const other = addRefusedSave(connection, save(null));
  dismissRefusedSave(connection, id);
  dismissRefusedSave(connection, other.id);
  expect(existsSync(kept)).toBe(false);
  expect(refusedSaves(connection, 10)).toEqual([]);
  expect(() => dismissRefusedSave(connection, id)).toThrow(`there is no refused save ${id}`);
});

describe('a save that was kept while no service could record it', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });

  it('is recorded as its note says, once, and the note goes', async () => {
    const kept = join(folder, '1.flac');
    writeFileSync(kept, 'bytes');
    await writeRefusalNote(kept, { at: 7, trackId: 3, path: 'A/One.flac', author: 'kid3', reason: 'no service' });
    const [adopted, ...others] = adoptRefusedSaves(connection, folder);
    expect(adopted).toMatchObject({
      at: 7,
      trackId: 3,
      path: 'A/One.flac',
      author: 'kid3',
      reason: 'no service',
      kept,
    });
    expect([others, refusedSaves(connection, 10), readRefusalNote(kept)]).toEqual([[], [adopted], null]);
    expect(existsSync(kept)).toBe(true);
    expect(adoptRefusedSaves(connection, folder)).toEqual([]);
  });

  it('is recorded without a note when it is a minute old: a mount may write the others still', () => {
    const [old, young] = [join(folder, 'old.flac'), join(folder, 'young.flac')];
    for (const path of [old, young, join(folder, '.saving-1-1')]) writeFileSync(path, 'bytes');
    writeFileSync(`${old}.json`, 'half a no');
    utimesSync(old, 1000, 1000);
    expect(adoptRefusedSaves(connection, folder)).toMatchObject([
      {
        at: 1_000_000,
        trackId: null,
        path: 'old.flac',
        author: 'unknown program',
        reason: 'Descant ended before it could record why this save was refused.',
        kept: old,
      },
    ]);
  });

  it('that was recorded after all only loses its note', async () => {
    const kept = join(folder, '1.flac');
    writeFileSync(kept, 'bytes');
    const recorded = addRefusedSave(connection, save(kept));
    await writeRefusalNote(kept, { at: 7, trackId: 3, path: 'A/One.flac', author: 'kid3', reason: 'no service' });
    expect(adoptRefusedSaves(connection, folder)).toEqual([]);
    expect([refusedSaves(connection, 10), readRefusalNote(kept)]).toEqual([[recorded], null]);
  });

  it('is recorded once where the mount tells of it after its note was read', async () => {
    const kept = join(folder, '1.flac');
    writeFileSync(kept, 'bytes');
    await writeRefusalNote(kept, { at: 7, trackId: null, path: 'One.flac', author: 'sox', reason: 'other audio' });
    const adopted = adoptRefusedSaves(connection, folder);
    expect([addRefusedSave(connection, save(kept))]).toEqual(adopted);
    expect(refusedSaves(connection, 10)).toEqual(adopted);
  });

  it('cannot be where there is no quarantine', () => {
    expect(adoptRefusedSaves(connection, join(folder, 'none'))).toEqual([]);
  });
});

it('the note of a save goes when it is recorded', async () => {
  const kept = join(temporaryFolder(), '1.flac');
  await writeRefusalNote(kept, { at: 7, trackId: null, path: 'One.flac', author: 'kid3', reason: 'x' });
  addRefusedSave(connection, save(kept));
  expect(readRefusalNote(kept)).toBeNull();
});

it('notes the last problem of a track, and none of a track that is gone', () => {
  const id = library.add();
  noteMountProblem(connection, id, 'changed');
  noteMountProblem(connection, id, 'gone');
  noteMountProblem(connection, id + 1, 'unknown');
  expect(connection.prepare('SELECT track_id, message FROM mount_problem').all()).toEqual([
    { track_id: id, message: 'gone' },
  ]);
});

it('knows the generation of a track; it is 0 where there is none', () => {
  const id = library.add();
  const before = generationOf(connection, id);
  library.edits.apply([id], { title: ['One'] }, { name: 'tester', kind: 'user' });
  expect(generationOf(connection, id)).toBeGreaterThan(before);
  expect(generationOf(connection, id + 1)).toBe(0);
});
