import { execFileSync } from 'node:child_process';
import { getPriority } from 'node:os';
import { expect, it } from 'vitest';

const MODULE = new URL('step-back.ts', import.meta.url).href;
const PROGRAM = `import { stepBack } from '${MODULE}'; stepBack(10); console.log((await import('node:os')).getPriority());`;

/** The niceness of a process that has stepped back to 10, after it was started with this much more than the test's. */
function nicenessOf(more: number, niceness?: string): number {
  const { DESCANT_NICENESS: _, ...environment } = process.env;
  const env = { ...environment, ...(niceness === undefined ? {} : { DESCANT_NICENESS: niceness }) };
  const words = ['-n', String(more), process.execPath, '--input-type=module', '-e', PROGRAM];
  return Number(execFileSync('nice', words, { env, encoding: 'utf8' }));
}

it('lowers the priority of a process, but raises none', () => {
  expect(nicenessOf(0)).toBe(Math.max(getPriority(), 10));
  expect(nicenessOf(15)).toBe(Math.min(getPriority() + 15, 19));
});

it('leaves the priority to the environment', () => {
  expect(nicenessOf(0, '0')).toBe(getPriority());
});
