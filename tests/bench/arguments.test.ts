/** Benches whose arguments make no sense say so in one line, with what to run, and end before they do anything. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const INDEX =
  'npm run bench:index -- [--docs 100000] [--searches 2000] [--dir FOLDER] [--keep] [--http] [--music FOLDER]';
const MOUNT = 'npm run bench:mount -- [reading|finding|scale|opening|handles …]';
const AGREEMENT = 'node tests/bench/fingerprint-agreement.ts [FOLDER] [COUNT]';

it.each([
  ['import', ['--wrong'], "Unknown option '--wrong'. Run: npm run bench:import -- [FOLDER] [--files 40]"],
  ['import', ['one', 'two'], 'There is no use for "two". Run: npm run bench:import -- [FOLDER] [--files 40]'],
  ['similarity', ['--wrong'], "Unknown option '--wrong'. Run: npm run bench:similarity -- [FOLDER]"],
  ['fingerprint-agreement', ['--wrong'], `Unknown option '--wrong'. Run: ${AGREEMENT}`],
  ['fingerprint-agreement', ['.', '0'], `COUNT takes a number from 1, not "0". Run: ${AGREEMENT}`],
  ['descriptor-constants', [], 'No folder of music is named. Run: node tests/bench/descriptor-constants.ts FOLDER'],
  ['index', ['--docs', '1e9x'], `--docs takes a number from 1, not "1e9x". Run: ${INDEX}`],
  ['index', ['--keep=7'], `Option '--keep' does not take an argument. Run: ${INDEX}`],
  [
    'library',
    ['--files'],
    "Option '--files <value>' argument missing. Run: npm run bench:library -- [--files 10000 | --tracks 10000]",
  ],
  [
    'library',
    ['--files', '1.5'],
    '--files takes a number from 1, not "1.5". Run: npm run bench:library -- [--files 10000 | --tracks 10000]',
  ],
  ['mount', ['finding', 'writing'], `There is no part "writing". Run: ${MOUNT}`],
])('%s %j', (name, words, said) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...words], {
    encoding: 'utf8',
    env: { PATH: dirname(process.execPath), CORPUS: '/nowhere' },
  });
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `${said}\n` });
});
