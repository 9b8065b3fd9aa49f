/** `descant unmount [DIR]`: takes the mount away, with `--force` also from programs that use it. */
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
  // Who asks from inside the mount is not to be told to close this very command.
  process.chdir('/');
  const state = await running.api.mount.stop.mutate({ force: values.force }).catch((error: unknown) => {
    const described = describeError(error);
    if (described.code !== 'BUSY') throw error;
    throw Object.assign(
      new Error(`${described.message} With --force they lose what they have open.`),
      described.path === undefined ? { code: 'BUSY' } : { code: 'BUSY', path: described.path },
    );
  });
  if (values.json) printJson(state);
  else printLines([`Unmounted ${before.directory}`]);
  return 0;
}
