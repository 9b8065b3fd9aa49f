/** Rules of style that neither the linter nor the formatter knows. CONTRIBUTING.md states them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = globSync('{app,fuse,index-engine,main,renderer,tests}/**/*.{ts,tsx,mjs}', { cwd: root });

/** Lines that match, as `file:line: text`. */
function find(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('the sources', () => {
  it('write private members with #, and have no other access modifiers but for private constructors', () => {
    expect(find(sources, /^\s*(?:private|protected|public) (?!constructor\()/)).toEqual([]);
  });

  it('open with a head comment that says what the file is for', () => {
    const code = sources.filter((file) => !/\.test\.ts$|\.spec\.ts$|\.d\.ts$|\.config\.ts$/.test(file));
    const silent = code.filter((file) => !/^(#!.*\n)?\s*(\/\*|\/\/)/.test(readFileSync(join(root, file), 'utf8')));
    expect(silent).toEqual([]);
  });

  it('take schemas from app/model/schema.ts, whose refusals are words for people', () => {
    const direct = find(sources, /from 'zod'/).filter((line) => !line.startsWith('app/model/schema.ts:'));
    expect(direct.filter((line) => !line.startsWith('tests/lint/'))).toEqual([]);
  });
});
