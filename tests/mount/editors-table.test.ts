/**
 * Every tag editor and every format, through the real service, library and mount. docs/editors.md shows the table;
 * what programs cannot do themselves stands in matrix/exceptions.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { EDITOR_NAMES, editorOf } from './matrix/editors.ts';
import { EXCEPTIONS } from './matrix/exceptions.ts';
import { cellsOf, isThere, nameOf, TableRun } from './matrix/run-table.ts';

const cells = cellsOf(EDITOR_NAMES.filter(isThere));
let table: TableRun;
const started: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  table = await TableRun.prepare(temporaryFolder(), cells, (stop) => started.push(stop));
}, 300_000);

afterAll(async () => {
  for (const stop of started) await stop();
});

for (const editor of EDITOR_NAMES) {
  const { package: name, formats } = editorOf(editor);
  describe.skipIf(!isThere(editor))(`${editor}${isThere(editor) ? '' : ` (needs the Debian package ${name})`}`, () => {
    const own = cells.filter((cell) => cell.editor === editor);
    it.concurrent.each(own.map((cell) => [nameOf(cell), cell] as const))(
      '%s: the save becomes its edit, and sound and original stay',
      async (_name, cell) => {
        const { problems, readers } = await table.outcomeOf(cell);
        expect(problems).toEqual([]);
        expect(readers).toHaveLength(2);
      },
    );

    it('stands in the history that the command line shows', async () => {
      const edits = await table.historyOf(own[0]!);
      expect(edits.map(({ author }) => author)).toContain(editorOf(editor).author);
    });
  });
  it(`${editor} has no exception for a format that it does not know`, () => {
    for (const exception of EXCEPTIONS) {
      if (exception.editor === editor) expect(formats).toEqual(expect.arrayContaining([...exception.formats]));
    }
  });
}
