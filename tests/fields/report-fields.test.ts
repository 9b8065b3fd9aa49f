import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fieldsReport } from './report-fields.ts';

it('docs/fields.md is what `npm run --silent report:fields` prints', () => {
  const stored = readFileSync(new URL('../../docs/fields.md', import.meta.url), 'utf8');
  expect(stored).toBe(fieldsReport());
});
