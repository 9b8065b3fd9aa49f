/**
 * Sentences about files and findings are written where they are said, and again in the table that gives them a code: formats
 * know nothing of the library. Both are the same.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ANALYSIS_MESSAGES } from '../../app/model/analysis-messages.ts';
import { FILE_MESSAGES } from '../../app/model/file-messages.ts';
import { FINDING_MESSAGES } from '../../app/model/finding-messages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = globSync('{fuse/{formats,writes},app/{scan,mount,health,analysis,audio}}/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(root, file), 'utf8'));

/** Made of `no` and the name of a field: `app/health/checks/missing-fields.ts`. */
const OF_FIELDS = /^no (?:album|year|genre|track number)$/;
const sentences = Object.entries({ ...ANALYSIS_MESSAGES, ...FILE_MESSAGES, ...FINDING_MESSAGES }).filter(
  ([, text]) => !OF_FIELDS.test(text),
);

it.each(sentences)('%s is said somewhere', (_, sentence) => {
  const parts = sentence.split(/\{\{\w+\}\}/).toSorted((a, b) => b.length - a.length);
  // The analysis puts a stop, and the brackets of a reason, to what the decoder says.
  const longest = parts[0]!.replace(/(?: \(|\.)$/u, '');
  expect(sources.some((source) => source.includes(longest) || source.includes(longest.replaceAll("'", "\\'")))).toBe(
    true,
  );
});
