/**
 * `descant unmount [DIR]`: unmounts the library, with `--force` also while programs use the mount. A mount that a killed
 * service has left needs no service to go.
 */
import { resolve } from 'node:path';
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { readArguments } from '../command-line.ts';
import { leftMount } from '../../left-mount.ts';
import { attach, type Api } from '../connect.ts';
import { leaveLeftMount, leaveMount } from '../leave-mount.ts';
import { printJson, printLines } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { force: { type: 'boolean', default: false } }, 1);
  const library = libraryFolder(values.library);
  const running = await attach(library, 1);
  const directory = running === null ? await leftMount(library) : await mountedAt(running.api);
  if (directory === null) {
    throw Object.assign(new Error('the library is not mounted'), { code: 'NOT_MOUNTED', path: library });
  }
  const asked = positionals[0] === undefined ? directory : resolve(positionals[0]);
  if (asked !== directory) {
    throw Object.assign(new Error(`the library is mounted at ${directory}, not at ${asked}`), {
      code: 'NOT_MOUNTED',
      path: asked,
    });
  }
  const state =
    running === null ? await leaveLeftMount(directory, values.force) : await leaveMount(running.api, values.force);
  if (values.json) printJson(state);
  else printLines([`Unmounted ${directory}`]);
  return 0;
}

async function mountedAt(api: Api): Promise<string | null> {
  const { state, directory } = await api.mount.state.query();
  return state === 'mounted' ? directory : null;
}
