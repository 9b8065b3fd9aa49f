/**
 * Runs the editors' table against the real service with a real library and a real mount: every cell has a track of
 * its own, and two cells run at a time.
 */
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../../../main/setup/programs.mjs';
import type { EditEntry } from '../../../app/model/history.ts';
import { descantJson } from '../../support/descant.ts';
import { startServiceProcess, type RunningService } from '../../support/service-process.ts';
import { run, sha256 } from '../programs.ts';
import { eventually } from '../test-mount.ts';
import {
  CHANGES,
  COMMENT,
  EDITOR_NAMES,
  editorOf,
  GENRE,
  type Change,
  type EditorName,
  type Workbench,
} from './editors.ts';
import { exceptionFor } from './exceptions.ts';
import { FORMAT_NAMES, FormatFiles, formatOf, soundOf, TAGS, type FormatName } from './formats.ts';
import { MutagenProgram } from './mutagen-program.ts';
import { readersOf } from './readers.ts';

export interface Cell {
  readonly editor: EditorName;
  readonly format: FormatName;
  readonly change: Change;
}

export interface Outcome extends Cell {
  /** What was not as it has to be; empty when the save was taken whole. */
  readonly problems: readonly string[];
  /** Names of the programs that read the tags back. */
  readonly readers: readonly string[];
}

export interface Table {
  readonly outcomes: readonly Outcome[];
  /** Editors that are not on this machine, with the package that has them. */
  readonly absent: readonly { readonly editor: EditorName; readonly package: string }[];
  /** What `descant history ID` shows of one track per editor. */
  readonly history: readonly { readonly editor: EditorName; readonly edits: readonly EditEntry[] }[];
}

/** All cells of these editors in which something can be saved. */
export function cellsOf(editors: readonly EditorName[]): Cell[] {
  return editors.flatMap((editor) =>
    FORMAT_NAMES.filter((format) => editorOf(editor).formats.includes(format)).flatMap((format) =>
      CHANGES.filter((change) => canSave(editor, format, change)).map((change) => ({ editor, format, change })),
    ),
  );
}

function canSave(editor: EditorName, format: FormatName, change: Change): boolean {
  const exception = exceptionFor(editor, format, change);
  return exception === null || exception.loses !== undefined;
}

export function isThere(editor: EditorName): boolean {
  return findProgram(editorOf(editor).program) !== null;
}

export function nameOf({ editor, format, change }: Cell): string {
  return `${editor}, ${format}, ${change}`;
}

const AT_A_TIME = 2;

/**
 * Runs all cells.
 * @param folder an empty folder
 * @param onStarted told how to stop what was started
 */
export async function runTable(
  folder: string,
  cells: readonly Cell[],
  onStarted: (stop: () => Promise<unknown>) => void,
): Promise<Table> {
  const table = await TableRun.prepare(folder, cells, onStarted);
  const outcomes: Outcome[] = [];
  const waiting = [...cells];
  const lane = async (): Promise<void> => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
      outcomes.push(await table.outcomeOf(cell));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  const history = [];
  for (const editor of EDITOR_NAMES) {
    const cell = cells.find((one) => one.editor === editor);
    if (cell) history.push({ editor, edits: await table.historyOf(cell) });
  }
  const absent = EDITOR_NAMES.filter((editor) => !isThere(editor));
  return {
    outcomes,
    history,
    absent: absent.map((editor) => ({ editor, package: editorOf(editor).package })),
  };
}

/** The real service over a library that has a track for each cell. */
export class TableRun {
  readonly #bench: Workbench;
  readonly #jpegHash: string;
  readonly #music: string;
  readonly #mount: string;
  readonly #service: RunningService;
  readonly #ids: ReadonlyMap<string, number>;
  /** Formats whose sound has been compared before a save. */
  readonly #heard = new Set<FormatName>();
  readonly #sounds = new Map<FormatName, { readonly sound: string; readonly original: string }>();

  private constructor(
    folder: string,
    bench: Workbench,
    jpegHash: string,
    service: RunningService,
    ids: ReadonlyMap<string, number>,
  ) {
    this.#bench = bench;
    this.#jpegHash = jpegHash;
    this.#music = join(folder, 'music');
    this.#mount = join(folder, 'mount');
    this.#service = service;
    this.#ids = ids;
  }

  /**
   * @param folder an empty folder
   * @param onStarted told how to stop what was started
   */
  static async prepare(
    folder: string,
    cells: readonly Cell[],
    onStarted: (stop: () => Promise<unknown>) => void,
  ): Promise<TableRun> {
    const mutagen = new MutagenProgram();
    onStarted(() => mutagen.end());
    const [music, made, copies] = [join(folder, 'music'), join(folder, 'made'), join(folder, 'copies')];
    for (const path of [music, made, copies]) await mkdir(path);
    const jpeg = join(folder, 'cover.jpg');
    await run(
      'ffmpeg',
      '-nostdin',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'mandelbrot=s=400x400',
      '-frames:v',
      '1',
      '-q:v',
      '3',
      jpeg,
    );
    const formats = FORMAT_NAMES.filter((format) => cells.some((cell) => cell.format === format));
    const files = await FormatFiles.make(made, formats, mutagen);
    for (const cell of cells) await files.copy(cell.format, join(music, fileName(cell)));
    const service = await startServiceProcess(
      join(folder, 'library'),
      ['--folder', music, '--mount', join(folder, 'mount'), '--template', '$id/$artist - $title', '--no-analysis'],
      onStarted,
    );
    await service.until(({ event }) => event === 'mounted');
    await service.until(
      ({ event, job, state, done }) =>
        event === 'progress' && job === 'scan' && state === 'idle' && done === cells.length,
    );
    const { rows } = await service.api.tracks.list.query({ query: '', limit: 10_000 });
    const table = new TableRun(
      folder,
      { folder: copies, jpeg, mutagen },
      await sha256(jpeg),
      service,
      new Map(rows.map((row) => [row.fileName, row.id])),
    );
    for (const format of formats) {
      const made = files.pathOf(format);
      table.#sounds.set(format, { sound: await soundOf(format, made), original: await sha256(made) });
    }
    return table;
  }

  /** What `descant history ID` shows of the cell's track. */
  async historyOf(cell: Cell): Promise<readonly EditEntry[]> {
    const id = String(this.#idOf(cell));
    return (await descantJson<{ edits: EditEntry[] }>(this.#service.library, 'history', id)).edits;
  }

  /** Saves, and compares what has become of it. */
  async outcomeOf(cell: Cell): Promise<Outcome> {
    const problems: string[] = [];
    const readers = readersOf(cell.format, editorOf(cell.editor).readsAlike ?? [cell.editor]);
    try {
      await this.#check(cell, readers, problems);
    } catch (error) {
      problems.push((error as Error & { stderr?: string }).stderr?.trim() || (error as Error).message.slice(0, 300));
    }
    return { ...cell, problems, readers: readers.map(({ name }) => name) };
  }

  async #check(cell: Cell, readers: ReturnType<typeof readersOf>, problems: string[]): Promise<void> {
    const { format, change } = cell;
    const editor = editorOf(cell.editor);
    const id = this.#idOf(cell);
    const path = join(this.#mount, String(id), `${TAGS.artist} - ${TAGS.title}.${formatOf(format).extension}`);
    await eventually(
      () =>
        access(path).then(
          () => true,
          () => null,
        ),
      10_000,
    );
    const known = this.#sounds.get(format)!;
    // Once for each format: the files of all its cells are copies of one.
    if (!this.#heard.has(format)) {
      this.#heard.add(format);
      if ((await soundOf(format, path)) !== known.sound) {
        problems.push('the mount did not sound like the original before the save');
      }
    }
    await editor.save({ format, change, path }, this.#bench);

    const edits = await this.#service.api.history.ofTrack.query({ id });
    const wanted = {
      fits: { field: 'genre', after: [GENRE] },
      'does not fit': { field: editor.commentField?.(format) ?? 'comment', after: [COMMENT] },
      picture: { field: 'picture', after: null },
    }[change];
    const others = new Set([...(editor.alsoWrites ?? []), ...(exceptionFor(cell.editor, format, change)?.loses ?? [])]);
    const edit = edits.find(({ field }) => field === wanted.field);
    if (!edit) problems.push(`no edit of ${wanted.field} in the history`);
    else if (wanted.after && JSON.stringify(edit.after) !== JSON.stringify(wanted.after)) {
      problems.push(`the history has ${JSON.stringify(edit.after).slice(0, 100)}`);
    }
    for (const { author, field } of edits) {
      if (author !== editor.author) problems.push(`${field} was edited by ${author}`);
      if (field !== wanted.field && !others.has(field)) {
        problems.push(
          `${field} was edited too: ${JSON.stringify(edits.find((one) => one.field === field)?.after).slice(0, 100)}`,
        );
      }
    }
    if (new Set(edits.map(({ batch }) => batch)).size > 1) problems.push('one save became several batches');

    if ((await soundOf(format, path)) !== known.sound) {
      problems.push('the sound in the mount is another after the save');
    }
    if ((await sha256(join(this.#music, fileName(cell)))) !== known.original) problems.push('the original was changed');
    for (const reader of readers) {
      const found = await reader.read(path, this.#bench);
      if (
        change === 'picture'
          ? !found.pictures.includes(this.#jpegHash)
          : change === 'fits'
            ? found.genre !== GENRE
            : found.comment !== COMMENT
      ) {
        problems.push(`${reader.name} reads ${JSON.stringify(found).slice(0, 200)}`);
      }
    }
  }

  #idOf(cell: Cell): number {
    const id = this.#ids.get(fileName(cell));
    if (id === undefined) throw new Error(`${fileName(cell)} is not in the library`);
    return id;
  }
}

function fileName(cell: Cell): string {
  return `${nameOf(cell).replaceAll(/[^\w]+/g, '-')}.${formatOf(cell.format).extension}`;
}
