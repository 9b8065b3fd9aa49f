/** Files that the mount could not serve: a scan reads them again, as `descant health` promises. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { countsOf } from '../health/testing-health.ts';

let library: TestLibrary;
const inMusic = (...parts: string[]): string => join(library.music, ...parts);

beforeEach(async () => {
  library = testLibrary();
  for (const [name, pitch] of [
    ['a', 200],
    ['b', 400],
    ['c', 600],
  ] as const) {
    makeAudio(inMusic(`${name}.flac`), { tags: { title: name }, pitch, seconds: 1 });
  }
  await library.scan();
});

function noteProblems(...ids: number[]): void {
  const note = library.connection.prepare("INSERT INTO mount_problem (track_id, at, message) VALUES (?, 1, 'EIO')");
  for (const id of ids) note.run(id);
}

const changed = (): number => countsOf(library.connection)['changed'] ?? 0;

describe('a file that the mount could not serve', () => {
  it('is read again when its disk is back, although it has not changed', async () => {
    const ids = library.find('');
    library.edits.apply([ids[0]!], { title: ['mine'] }, TESTER);
    const away = `${library.music} away`;
    renameSync(library.music, away);
    mkdirSync(library.music);
    noteProblems(...ids.slice(0, 2));
    await library.scan();
    expect(changed()).toBe(2);
    rmSync(library.music, { recursive: true });
    renameSync(away, library.music);
    expect(await library.scan()).toMatchObject({ added: 0, changed: 2, missing: 0, failed: 0 });
    expect(changed()).toBe(0);
    expect(library.find('')).toEqual(ids);
    expect(library.find('mine')).toEqual([ids[0]]);
    expect(await library.scan()).toMatchObject({ changed: 0 });
  });

  it('is read again when it comes back after it was missing', async () => {
    const [id] = library.find('a');
    renameSync(inMusic('a.flac'), join(library.folder, 'a.flac'));
    noteProblems(id!);
    await library.scan();
    renameSync(join(library.folder, 'a.flac'), inMusic('a.flac'));
    await library.scan();
    expect([library.find('a'), changed()]).toEqual([[id], 0]);
  });

  it('keeps its problem while it cannot be read', async () => {
    const [id] = library.find('a');
    noteProblems(id!);
    rmSync(inMusic('a.flac'));
    writeFileSync(inMusic('b.txt'), '');
    await library.scan();
    expect(library.connection.prepare('SELECT track_id FROM mount_problem').pluck().all()).toEqual([id]);
  });
});
