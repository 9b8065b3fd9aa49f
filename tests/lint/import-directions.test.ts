/**
 * The house's import directions, proven on the linter itself: for every forbidden direction a file
 * with that import is written into a temporary tree, and the project's own configuration refuses it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'descant-lint-'));
  copyFileSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

interface Finding {
  readonly code: string;
  readonly filename: string;
}

/** What the linter says about a file of the tree that holds `statement`. */
function lint(file: string, statement: string): Finding[] {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${statement}\n`);
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', '.'],
    {
      cwd: tree,
      encoding: 'utf8',
    },
  );
  return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
}

const refusals = (file: string, statement: string): Finding[] =>
  lint(file, statement).filter((one) => one.code.includes('no-restricted-imports'));

/** An import that is used, so that nothing but its direction can be wrong. */
const value = (from: string): string => `import { thing } from '${from}';\nexport const used = thing;`;
const type = (from: string): string => `import type { Thing } from '${from}';\nexport type Used = Thing;`;

/** A file of every folder of app/ but app/model, and the files of app/api but the router. */
const HIDDEN_FROM_THE_PAGE: readonly string[] = [
  ...readdirSync(join(root, 'app'))
    .filter((folder) => folder !== 'model' && folder !== 'api')
    .map((folder) => `app/${folder}/anything.ts`),
  ...readdirSync(join(root, 'app/api'))
    .filter((name) => name !== 'router.ts')
    .map((name) => (name.endsWith('.ts') ? `app/api/${name}` : `app/api/${name}/anything.ts`)),
];

const FORBIDDEN: readonly (readonly [file: string, statement: string])[] = [
  ['index-engine/segments/segment.ts', value('../app/library/tracks.ts')],
  ['index-engine/segments/segment.ts', value('../fuse/formats/layout.ts')],
  ['index-engine/segments/segment.ts', value('../main/service.ts')],
  ['index-engine/segments/segment.ts', value('../renderer/main.tsx')],
  ['index-engine/deep/er.ts', type('../../app/model/tracks.ts')],
  ['fuse/overlay/overlay.ts', value('../../app/library/tracks.ts')],
  ['fuse/overlay/overlay.ts', type('../../app/model/tracks.ts')],
  ['fuse/overlay/overlay.ts', value('../../index-engine/index.ts')],
  ['fuse/overlay/overlay.ts', value('../../main/mount.ts')],
  ['fuse/backend/mount.ts', value('better-sqlite3')],
  ['fuse/fields/field-table.ts', value('../formats/layout.ts')],
  ['fuse/formats/plan.ts', value('../template/compile.ts')],
  ['fuse/formats/plan.ts', value('../writes/draft.ts')],
  ['fuse/formats/plan.ts', value('../overlay/track-source.ts')],
  ['fuse/formats/plan.ts', value('../tree/tree.ts')],
  ['fuse/formats/plan.ts', value('fuse-native')],
  ['fuse/template/template.ts', value('../backend/fuse-native.ts')],
  ['app/library/tracks.ts', value('../../main/service.ts')],
  ['app/library/tracks.ts', value('../../renderer/words/amounts.ts')],
  ['app/library/tracks.ts', value('../../fuse/tree/tree.ts')],
  ['app/library/tracks.ts', value('../../fuse/backend/fuse-native.ts')],
  ['app/library/tracks.ts', value('../../fuse/overlay/overlay.ts')],
  ['app/library/tracks.ts', value('../../fuse/overlay/track-source.ts')],
  ['app/library/tracks.ts', value('electron')],
  ['app/library/tracks.ts', value('react')],
  ['renderer/library/table.tsx', value('../../app/library/tracks.ts')],
  ['renderer/library/table.tsx', value('../../app/model/tracks.ts')],
  ['renderer/library/table.tsx', value('../../app/api/router.ts')],
  ...HIDDEN_FROM_THE_PAGE.map((path) => ['renderer/library/table.tsx', type(`../../${path}`)] as const),
  ['renderer/library/table.tsx', value('../../fuse/formats/layout.ts')],
  ['renderer/library/table.tsx', value('../../index-engine/index.ts')],
  ['renderer/library/table.tsx', value('../../main/electron/policy.ts')],
  ['renderer/library/table.tsx', value('electron')],
  ['renderer/library/table.tsx', value('node:fs')],
  ['main/service.ts', value('../renderer/words/amounts.ts')],
  ['main/service.ts', value('../renderer/catalog/pages.ts')],
  ['main/electron.ts', value('better-sqlite3')],
  ['main/electron/menu.ts', value('../../renderer/words/amounts.ts')],
  ['main/electron/window.ts', value('../../app/service.ts')],
  ['main/preload.ts', value('node:fs')],
];

const ALLOWED: readonly (readonly [file: string, statement: string])[] = [
  ['app/library/tracks.ts', value('../../fuse/formats/layout.ts')],
  ['app/library/tracks.ts', value('../../fuse/template/template.ts')],
  ['app/library/tracks.ts', type('../../fuse/overlay/track-source.ts')],
  ['app/library/tracks.ts', value('../../index-engine/index.ts')],
  ['fuse/overlay/overlay.ts', value('../formats/layout.ts')],
  ['fuse/formats/plan.ts', value('../fields/field-table.ts')],
  ['fuse/template/template.ts', value('../formats/layout.ts')],
  ['renderer/library/table.tsx', type('../../app/model/tracks.ts')],
  ['renderer/library/table.tsx', type('../../app/api/router.ts')],
  ['main/service.ts', value('../app/service.ts')],
  ['main/mount.ts', value('../fuse/backend/fuse-native.ts')],
  ['main/electron/window.ts', type('../../renderer/bridge.d.ts')],
  ['main/electron/menu.ts', value('../../renderer/catalog/pages.ts')],
];

const title = (statement: string): string => statement.split('\n')[0] ?? '';

describe('the linter refuses', () => {
  it.each(FORBIDDEN.map(([file, statement]) => [file, title(statement), statement] as const))(
    'in %s: %s',
    (file, _title, statement) => {
      expect(refusals(file, statement)).not.toEqual([]);
    },
  );

  it('a cycle of imports', () => {
    mkdirSync(join(tree, 'app'), { recursive: true });
    writeFileSync(
      join(tree, 'app', 'one.ts'),
      "import { two } from './two.ts';\nexport const one = (): number => two();\n",
    );
    const codes = lint('app/two.ts', "import { one } from './one.ts';\nexport const two = (): number => one();").map(
      (one) => one.code,
    );
    expect(codes).toContain('import(no-cycle)');
  });
});

describe('the linter allows', () => {
  it.each(ALLOWED.map(([file, statement]) => [file, title(statement), statement] as const))(
    'in %s: %s',
    (file, _title, statement) => {
      expect(refusals(file, statement)).toEqual([]);
    },
  );
});
