/** The arguments of `npm run report:mutations`. */
import { parseArgs } from 'node:util';
import { MODULES, targetOf } from './modules.ts';
import type { Target } from './modules.ts';
import type { RunOptions } from './stryker.ts';

export const USAGE = `npm run report:mutations -- [OPTIONS] [FOLDER or FILE …]

  --sample N       mutants of each folder, chosen at random (100)
  --seed S         chooses other mutants (1)
  --all            all mutants; several thousands in a large folder
  --concurrency N  test runners at the same time (1)
  --json FILE      the results as JSON, too
  --folder FOLDER  work in FOLDER and leave it there; Stryker is then installed once
Without folders: ${MODULES.join(', ')}`;

export type ReportOptions = RunOptions & {
  readonly targets: readonly Target[];
  readonly json: string | null;
  readonly folder: string | null;
};

/** Throws with a message for the terminal where the arguments make no sense. */
export function optionsOf(words: readonly string[]): ReportOptions {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      all: { type: 'boolean', default: false },
      concurrency: { type: 'string', default: '1' },
      json: { type: 'string' },
      folder: { type: 'string' },
    },
  });
  if (values.all && values.sample !== undefined) throw new Error('Either --all or --sample, not both.');
  return {
    targets: (positionals.length > 0 ? positionals : MODULES).map(targetOf),
    sample: values.all ? null : positive('--sample', values.sample ?? '100'),
    seed: values.seed,
    concurrency: positive('--concurrency', values.concurrency),
    json: values.json ?? null,
    folder: values.folder ?? null,
  };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`${name} takes a number from 1, not "${text}".`);
  return number;
}
