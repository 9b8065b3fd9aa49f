/**
 * `descant stop`: unmounts the library and ends its service, with `--force` also while programs use the mount. It
 * returns when the service has ended.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { readOwner } from '../../../app/storage/lock.ts';
import { readArguments } from '../command-line.ts';
import { leaveMount } from '../leave-mount.ts';
import { printJson, printLines } from '../output.ts';
import { notRunning, runningService } from '../running-service.ts';

/** Milliseconds between two looks whether the service has ended. */
const LOOK_EVERY = 50;

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, { force: { type: 'boolean', default: false } }, 0);
  const library = libraryFolder(values.library);
  const { api } = await runningService(library);
  const { pid } = readOwner(library) ?? {};
  const { state } = await api.mount.state.query();
  if (state === 'mounted') await leaveMount(api, values.force);
  if (pid === undefined) throw notRunning(library);
  signal(pid, 'SIGTERM');
  while (signal(pid, 0) && !isZombie(pid)) await setTimeout(LOOK_EVERY);
  if (values.json) printJson({ library, pid });
  else printLines([`Stopped the service for ${library}`]);
  return 0;
}

/** Whether a process has ended although its parent has not asked how: in a container it may stay in the list for ever. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // The first thread can have ended before the others, which may still write.
    return fields[0] === 'Z' && Number(fields[17]) <= 1;
  } catch {
    return false;
  }
}

/** @returns whether there is such a process. It may have ended by itself after the unmount. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
