/** What benches need beside npm's packages. Where it is missing they end with the one command that brings it. */
import { statSync } from 'node:fs';
import { ensureDebianPackages, installCommand, type DebianPackage } from '../../main/setup/debian-packages.mjs';
import { createTerminal } from '../../main/setup/terminal.mjs';
import { audioFiles } from './audio-files.ts';

export const FPCALC: DebianPackage = { name: 'libchromaprint-tools', program: 'fpcalc' };

/** Installs what is missing where root runs the bench; ends it elsewhere. */
export async function needPrograms(...packages: readonly DebianPackage[]): Promise<void> {
  const missing = await ensureDebianPackages(packages, createTerminal(process.stdout));
  if (missing.length > 0) end(`Programs that this bench needs are missing. To get them: ${installCommand(missing)}`);
}

/** The audio files of a folder; ends the bench where there are none. @param usage the bench with a folder named */
export function needMusic(folder: string, usage: string): Buffer[] {
  const files = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? audioFiles(folder) : [];
  if (files.length === 0) {
    end(
      `There is no music in ${folder}. Name a folder of yours: ${usage}\nOr get 330 MB of free music: run tests/corpus/dev-music`,
    );
  }
  return files;
}

/** Ends the bench with a message instead of a stack trace. */
export function end(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
