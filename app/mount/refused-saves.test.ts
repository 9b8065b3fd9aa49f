import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { memoryLibrary } from '../library/testing-library.ts';
import type { Connection } from '../storage/connection.ts';
import { generationOf, noteMountProblem } from './mount-problems.ts';
import { addRefusedSave, dismissRefusedSave, refusedSaves } from './refused-saves.ts';

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
