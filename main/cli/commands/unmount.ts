/** `descant unmount [DIR]`: unmounts the library, with `--force` also while programs use the mount. */
import { resolve } from 'node:path';
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { readArguments } from '../command-line.ts';
import { attach } from '../connect.ts';
import { describeError, printJson, printLines } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { force: { type: 'boolean', default: false } });
  const library = libraryFolder(values.library);
  const running = await attach(library, 1);
  const before = await running?.api.mount.state.query();
  if (!running || before?.state !== 'mounted') {
    throw Object.assign(new Error('the library is not mounted'), { code: 'NOT_MOUNTED', path: library });
  }
  const asked = positionals[0] === undefined ? before.directory : resolve(positionals[0]);
  if (asked !== before.directory) {
    throw Object.assign(new Error(`the library is mounted at ${before.directory}, not at ${asked}`), {
      code: 'NOT_MOUNTED',
      path: asked,
    });
  }
  // A command that was called inside the mount would itself keep it busy.
  process.chdir('/');
  const state = await running.api.mount.stop.mutate({ force: values.force }).catch((error: unknown) => {
    const described = describeError(error);
    if (described.code !== 'BUSY') throw error;
    throw Object.assign(
      new Error(`${described.message} With --force their open files end with errors.`),
      described.path === undefined ? { code: 'BUSY' } : { code: 'BUSY', path: described.path },
    );
  });
  if (values.json) printJson(state);
  else printLines([`Unmounted ${before.directory}`]);
  return 0;
}
