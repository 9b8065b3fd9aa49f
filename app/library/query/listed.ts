/**
 * Which tracks a query looks at: those whose files are there and that nobody has set aside. A query that asks for missing
 * files sees these, too; one that names `hidden:` or `trashed:` sees the tracks that are set aside so.
 */
import { canonicalName } from '../../../fuse/fields/find-field.ts';
import { asideValues, HIDDEN_FIELD, TRASHED_FIELD } from '../set-aside.ts';
import type { Condition } from './condition.ts';
import { mentionsMissing, someRule, type Rule } from './rule.ts';

export interface Listed {
  readonly condition: Condition;
  /** Whether it has no other tracks than usual lists: indexes and the catalogue (`app/library/catalogue`) lack the others. */
  readonly isUsual: boolean;
}

const USUAL: Condition = { sql: 'track.present = 1', values: [], isNarrow: true };

export function listedBy(rule: Rule): Listed {
  const aside = asideValues({ hidden: names(rule, HIDDEN_FIELD), trashed: names(rule, TRASHED_FIELD) });
  if (mentionsMissing(rule)) {
    return { condition: { sql: `track.aside IN (${[0, ...aside].join(', ')})`, values: [] }, isUsual: false };
  }
  if (aside.length === 0) return { condition: USUAL, isUsual: true };
  // `aside > 0` is the condition of the index.
  const alsoListed = `SELECT aside_track.id FROM track AS aside_track JOIN file AS aside_file
    ON aside_file.id = aside_track.file_id
    WHERE aside_track.aside > 0 AND aside_track.aside IN (${aside.join(', ')}) AND aside_file.missing_since IS NULL`;
  return { condition: { sql: `(${USUAL.sql} OR track.id IN (${alsoListed}))`, values: [] }, isUsual: false };
}

/** Whether a part of the rule is about this field. */
function names(rule: Rule, field: string): boolean {
  return someRule(rule, (part) => {
    const named = fieldOf(part);
    return named !== null && canonicalName(named) === field;
  });
}

function fieldOf(part: Rule): string | null {
  if ('contains' in part) return part.contains.field;
  if ('is' in part) return part.is.field;
  if ('spelled' in part) return part.spelled.field;
  if ('matches' in part) return part.matches.field;
  if ('range' in part) return part.range.field;
  return 'has' in part ? part.has : null;
}
