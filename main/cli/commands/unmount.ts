/** `descant unmount [DIR]`: unmounts the library, with `--force` also while programs use the mount. */
import { resolve } from 'node:path';
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { readArguments } from '../command-line.ts';
import { attach } from '../connect.ts';
import { leaveMount } from '../leave-mount.ts';
import { printJson, printLines } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { force: { type: 'boolean', default: false } }, 1);
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
  const state = await leaveMount(running.api, values.force);
  if (values.json) printJson(state);
  else printLines([`Unmounted ${before.directory}`]);
  return 0;
}
