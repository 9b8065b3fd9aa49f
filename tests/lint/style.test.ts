/** Rules of style that neither the linter nor the formatter knows. CONTRIBUTING.md states them. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
const sources = tracked.filter((file) => /\.(ts|tsx|mjs)$/.test(file));

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
});
