/** The option --sort of commands that list tracks. */
import { sortColumns } from '../../app/library/query/field-columns.ts';
import { findField } from '../../fuse/fields/find-field.ts';
import type { SortTerm } from '../../app/library/query/rule.ts';
import { UsageError } from './command-line.ts';

const DECLARED = /^[a-z][a-z0-9_]*$/;
const MOST_SORTS = 8;

/** @param text names of fields with commas between them, a minus sign behind each that begins with the greatest. @throws UsageError */
export function sortTerms(text: string): SortTerm[] {
  const names = text.split(',').filter((name) => name !== '');
  if (names.length > MOST_SORTS) throw new UsageError(`--sort takes at most ${MOST_SORTS} fields`);
  return names.map((name) => {
    const field = name.replace(/[+-]$/, '').trim().toLowerCase();
    // The library alone knows the fields that it declares: it refuses other names.
    const mayBeDeclared = !findField(field) && DECLARED.test(field);
    if (sortColumns(field) || mayBeDeclared) return { field, descending: name.endsWith('-') };
    throw new UsageError(
      `--sort takes names of fields that tracks can be sorted by, which descant tracks --help lists, not "${field}"`,
    );
  });
}
