import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { SAMPLE_VARIABLE, keyOfStryker, strykerPlugins } from './sample-checker.ts';

function mutantOf(id: string, line: number, replacement: string) {
  return {
    id,
    fileName: join(process.cwd(), 'app/a.ts'),
    location: { start: { line, column: 2 }, end: { line, column: 5 } },
    mutatorName: 'BlockStatement',
    replacement,
  };
}

test('lets the mutants of the sample run, and no others of the same place', async () => {
  const [inSample, samePlace, elsewhere] = [mutantOf('1', 3, '{}'), mutantOf('2', 3, 'x'), mutantOf('3', 4, '{}')];
  const file = join(temporaryFolder(), 'sample.json');
  await writeFile(file, JSON.stringify([keyOfStryker(inSample, process.cwd())]));
  process.env[SAMPLE_VARIABLE] = file;
  onTestFinished(() => {
    delete process.env[SAMPLE_VARIABLE];
  });

  const checker = new strykerPlugins[0]!.injectableClass();
  const mutants = [inSample, samePlace, elsewhere];
  expect(await checker.group(mutants)).toEqual([['1', '2', '3']]);
  expect(await checker.check(mutants)).toEqual({
    1: { status: 'passed' },
    2: { status: 'compileError', reason: 'not in the sample' },
    3: { status: 'compileError', reason: 'not in the sample' },
  });
});
