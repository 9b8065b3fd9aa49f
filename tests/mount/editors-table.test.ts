/**
 * Every tag editor and every format, through the real service, library and mount. docs/editors.md shows the table;
 * what programs cannot do themselves stands in matrix/exceptions.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { EDITOR_NAMES, editorOf } from './matrix/editors.ts';
import { EXCEPTIONS } from './matrix/exceptions.ts';
import { cellsOf, isThere, nameOf, runTable, type Table } from './matrix/run-table.ts';

const cells = cellsOf(EDITOR_NAMES.filter(isThere));
let table: Table;
const started: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  table = await runTable(temporaryFolder(), cells, (stop) => started.push(stop));
}, 300_000);

afterAll(async () => {
  for (const stop of started) await stop();
});

for (const editor of EDITOR_NAMES) {
  const { package: name, formats } = editorOf(editor);
  describe.skipIf(!isThere(editor))(`${editor}${isThere(editor) ? '' : ` (needs the Debian package ${name})`}`, () => {
    it.each(cells.filter((cell) => cell.editor === editor).map((cell) => [nameOf(cell), cell] as const))(
      '%s: the save becomes its edit, and sound and original stay',
      (_name, cell) => {
        const outcome = table.outcomes.find(
          (one) => one.editor === cell.editor && one.format === cell.format && one.change === cell.change,
        );
        expect(outcome?.problems).toEqual([]);
        expect(outcome?.readers).toHaveLength(2);
      },
    );

    it('stands in the history that the command line shows', () => {
      const shown = table.history.find((one) => one.editor === editor)?.edits ?? [];
      expect(shown.map(({ author }) => author)).toContain(editorOf(editor).author);
    });
  });
  it(`${editor} has no exception for a format that it does not know`, () => {
    for (const exception of EXCEPTIONS) {
      if (exception.editor === editor) expect(formats).toEqual(expect.arrayContaining([...exception.formats]));
    }
  });
}
