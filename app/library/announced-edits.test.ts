import { beforeEach, describe, expect, it } from 'vitest';
import { AnnouncedEdits } from './announced-edits.ts';
import { history } from './reports.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';

let library: MemoryLibrary;
let edits: AnnouncedEdits;
let announced: (readonly number[])[];
let ids: number[];

beforeEach(() => {
  library = memoryLibrary();
  ids = ['a', 'b', 'c'].map((name) => library.add({ name, tags: { title: [name] } }));
  announced = [];
  edits = new AnnouncedEdits(library.connection, library.tracks, (changed) => announced.push(changed));
});

describe('edits that are announced', () => {
  it('name the tracks that they changed, and no others', () => {
    edits.edit({ ids, changes: { title: ['a'] }, author: TESTER, note: 'why' });
    expect(announced).toEqual([ids.slice(1)]);
    expect(history(library.connection, 1)).toMatchObject([{ note: 'why' }]);
  });

  it('differ from track to track', () => {
    edits.editEach({ edits: [{ id: ids[1]!, changes: { mood: ['x'] } }], author: TESTER, note: 'n' });
    expect(announced).toEqual([[ids[1]]]);
    expect(history(library.connection, 1)).toMatchObject([{ note: 'n', fields: ['mood'] }]);
  });

  it('are announced when they are reverted, undone and redone', () => {
    edits.edit({ ids: [ids[0]!], changes: { title: ['x'], mood: ['y'] }, author: TESTER });
    edits.revert({ ids, fields: ['mood'], author: TESTER });
    edits.undo({ batch: 1, author: TESTER });
    edits.undo({ batch: null, author: TESTER });
    edits.redo({ author: TESTER });
    expect(announced).toEqual([[ids[0]], [ids[0]], [ids[0]], [ids[0]], [ids[0]]]);
    expect(library.column(ids[0]!, 'title')).toBe('a');
  });

  it('announce nothing where nothing is changed', () => {
    edits.edit({ ids, changes: { mood: ['x'] }, author: TESTER, dryRun: true });
    edits.edit({ ids: [ids[0]!], changes: { title: ['a'] }, author: TESTER });
    edits.revert({ ids, fields: null, author: TESTER });
    expect(announced).toEqual([]);
    expect(history(library.connection, 9)).toEqual([]);
  });

  it('announce nothing when every field of an undo is skipped', () => {
    edits.edit({ ids: [ids[0]!], changes: { title: ['x'] }, author: TESTER });
    edits.edit({ ids: [ids[0]!], changes: { title: ['y'] }, author: TESTER });
    edits.undo({ batch: 1, author: TESTER });
    expect(announced).toHaveLength(2);
  });
});
