/** The outcome of the editors' table as Markdown. */
import { CHANGES, EDITOR_NAMES, editorOf, type EditorName } from './editors.ts';
import { EXCEPTIONS, exceptionFor } from './exceptions.ts';
import { FORMAT_NAMES, type FormatName } from './formats.ts';
import type { Table } from './run-table.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** @param versions of the programs, one line each */
export function markdownOf(table: Table, versions: readonly string[]): string {
  const passed = table.outcomes.filter(({ problems }) => problems.length === 0).length;
  const there = EDITOR_NAMES.filter((editor) => table.outcomes.some((outcome) => outcome.editor === editor));
  return `# Tag editors and the mount

How the tag editors of Debian save files of every format into the mount. \`npm run --silent report:editors > docs/editors.md\`
makes this page, and \`tests/mount/editors-table.test.ts\` runs the same saves.

Each cell stands for three saves, each of a file of its own, through the real service, library and mount: a tag that
**fits** into the room of the header, a comment of 40 000 characters that **does not fit**, and a front cover **picture**
(JPEG, more than 20 kB). A save passes when the change is one batch of edits in the history under the program's name and
nothing else was edited; when the decoded sound is the same before, after, and in the original; when the original has
the same SHA-256; and when two programs other than the editor read the change from the mount.

**${table.outcomes.length} saves, ${passed} passed.** ✓ passed, ✗ failed, – cannot be saved by this program; in the order fits, does not fit,
picture. An empty cell is a format that the program does not know.

| | ${there.join(' | ')} |
|---|${there.map(() => ':-:').join('|')}|
${FORMAT_NAMES.map((format) => `| ${format} | ${there.map((editor) => cell(table, editor, format)).join(' | ')} |`).join('\n')}

* *mutagen* is a program of the test on Debian's mutagen that stays running, as Picard does.
* *ffmpeg and mv*: \`ffmpeg -c copy\` makes a new file and \`mv\` puts it over the old one; beside it in the mount, or from
  another file system where the tags do not fit.
* *a copy and cp*: the file is copied out of the mount, edited by mutagen, and copied over the one in the mount.

## Exceptions
${EXCEPTIONS.map(({ editor, formats, changes, reason }, index) => `${index + 1}. ${editor}, ${formats.join(' and ')} (${changes.join(', ')}): ${reason}`).join('\n')}

## In the history
What \`descant history ID\` shows of the first save of each program:

| program | author | field | after |
|---|---|---|---|
${table.history.map(({ editor, edits }) => edits.map(({ author, field, after }) => `| ${editor} | ${author} | ${field} | ${after?.join('; ') ?? '(none)'} |`).join('\n')).join('\n')}
${table.absent.length === 0 ? '' : `\nNot on this machine: ${table.absent.map(({ editor, package: name }) => `${editor} (${name})`).join(', ')}.\n`}${versions.length === 0 ? '' : `\nMade with ${versions.join(', ')}.\n`}`;
}

function cell(table: Table, editor: EditorName, format: FormatName): string {
  if (!editorOf(editor).formats.includes(format)) return '';
  return CHANGES.map((change) => {
    const outcome = table.outcomes.find(
      (one) => one.editor === editor && one.format === format && one.change === change,
    );
    const mark = outcome === undefined ? '–' : outcome.problems.length === 0 ? '✓' : '✗';
    const exception = exceptionFor(editor, format, change);
    return exception === null ? mark : `${mark}${SUPERSCRIPTS[EXCEPTIONS.indexOf(exception) + 1] ?? ''}`;
  }).join('\u202f');
}
