import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawImports } from './import-picture.ts';
import { PARTS } from './parts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe.each(Object.entries(PARTS))('the imports of %s', (part, rooms) => {
  const picture = drawImports(root, part, rooms);

  it('join the rooms that tests/lint/parts.ts lists, and no others', () => {
    expect(picture.rooms).toEqual(rooms);
  });

  it('never run back in the order of the rooms', () => {
    expect(picture.back).toEqual([]);
  });

  it('make no circle of files, types included', () => {
    expect(picture.circles).toEqual([]);
  });
});

it.each(['main', 'tests'])('the files of %s import each other in no circle', (part) => {
  expect(drawImports(root, part).circles).toEqual([]);
});

describe('the picture of imports', () => {
  let tree: string;
  beforeEach(() => (tree = mkdtempSync(join(tmpdir(), 'descant-imports-'))));
  afterEach(() => rmSync(tree, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    }
  }

  it('has a room for every folder and for every file beside the folders', () => {
    write({ 'part/low/deep/a.ts': '', 'part/high/b.ts': '', 'part/face.ts': '' });
    expect(drawImports(tree, 'part', ['low', 'high', 'face.ts']).rooms).toEqual(['low', 'high', 'face.ts']);
  });

  it('joins all imports of a room in another as one arrow, types and programs of threads included', () => {
    write({
      'part/low/a.ts': '',
      'part/low/b.ts': '',
      'part/high/c.ts': "import type { A } from '../low/a.ts';\nnew URL('../low/b.ts', import.meta.url);",
      'part/high/d.ts': "await import('../low/a.ts');",
    });
    const { arrows, back } = drawImports(tree, 'part', ['low', 'high']);
    expect(arrows).toEqual([
      {
        from: 'high',
        to: 'low',
        imports: expect.arrayContaining([
          'part/high/c.ts → part/low/a.ts',
          'part/high/c.ts → part/low/b.ts',
          'part/high/d.ts → part/low/a.ts',
        ]),
      },
    ]);
    expect(back).toEqual([]);
  });

  it('says which arrows run back under an order', () => {
    write({ 'part/low/a.ts': "import '../high/b.ts';", 'part/high/b.ts': '' });
    expect(drawImports(tree, 'part', ['low', 'high']).back).toMatchObject([{ from: 'low', to: 'high' }]);
    expect(drawImports(tree, 'part').back).toEqual([]);
  });

  it('finds files that import each other by way of others, and leaves out those that only lead there', () => {
    write({
      'part/x/a.ts': "import '../y/b.ts';",
      'part/y/b.ts': "import type { C } from './c.ts';",
      'part/y/c.ts': "import '../x/a.ts';",
      'part/y/d.ts': "import './c.ts';",
    });
    expect(drawImports(tree, 'part').circles).toEqual([['part/x/a.ts', 'part/y/b.ts', 'part/y/c.ts']]);
  });

  it('leaves out tests and what only tests use', () => {
    write({
      'part/x/a.ts': '',
      'part/y/b.test.ts': "import '../x/a.ts';",
      'part/y/testing/c.ts': "import '../../x/a.ts';",
    });
    expect(drawImports(tree, 'part')).toMatchObject({ rooms: ['x'], arrows: [] });
  });
});
