/** A library of a folder, analysed to the end, as the command line opens it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Api } from '../../main/cli/connect.ts';

/** @param folders are scanned and analysed first; the library is deleted afterwards */
export async function withHeardLibrary<Result>(
  folders: readonly string[],
  work: (api: Api) => Promise<Result>,
): Promise<Result> {
  const library = mkdtempSync(join(tmpdir(), 'descant-recognition-'));
  const { api, close } = await connect(library, { analyse: true });
  try {
    await api.scan.start.mutate({ paths: [...folders] });
    for (let isDone = false; !isDone;) {
      const { settled, jobs } = await api.scan.wait.mutate({ for: 'analysis', milliseconds: 5000 });
      const { done, total } = jobs.find(({ job }) => job === 'analysis')!;
      process.stderr.write(`\ranalysis: ${done} of ${total ?? '?'} `);
      isDone = settled;
    }
    process.stderr.write('\n');
    return await work(api);
  } finally {
    await close();
    rmSync(library, { recursive: true });
  }
}

/** A line of a table in Markdown. */
export const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** `.985 (197 of 200)`. */
export const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${(part / whole).toFixed(3)} (${part} of ${whole})`;
