/**
 * `replace`: replaces text in the values of fields, plain or by a regular expression. Expressions are those of queries,
 * matched by RE2 in time proportional to the text (`app/library/query/expression.ts`).
 */
import { z } from '../../model/schema.ts';
import { compileExpression, MAX_SEARCHED } from '../../library/query/expression.ts';
import { ActionError, changingValues, defineAction } from '../action.ts';
import { anyText, fieldsOrAll, flag } from '../parameters.ts';

/** Replacements may repeat what they find; no value becomes longer than this (UTF-16 units). */
const LONGEST_VALUE = 100_000;
/** A replacement stands at most once for each character of a value. */
const LONGEST_REPLACEMENT = 1000;

class TooLongError extends Error {}

export const replaceText = defineAction({
  name: 'replace',
  summary: 'replace text in fields, also by regular expressions',
  parameters: z.strictObject({
    fields: fieldsOrAll.describe('where to look'),
    find: anyText(1).describe('what to replace'),
    with: anyText(0, LONGEST_REPLACEMENT)
      .default('')
      .describe('what stands there instead; $1, $<name> and $& of an expression, $$ for $'),
    regex: flag.default(false).describe('find is a regular expression'),
    case: flag.default(true).describe('whether capitals count'),
    whole: flag.default(false).describe('only where it is the whole value'),
  }),
  prepare: ({ fields, find, with: replacement, regex, case: sensitive, whole }) => {
    const replace = replacer(find, replacement, { regex, sensitive, whole });
    return {
      change: (track) => {
        try {
          return changingValues(track, fields ?? Object.keys(track.tags), replace);
        } catch (error) {
          if (error instanceof TooLongError) return { refused: error.message };
          throw error;
        }
      },
    };
  },
});

function replacer(
  find: string,
  replacement: string,
  { regex, sensitive, whole }: { regex: boolean; sensitive: boolean; whole: boolean },
): (value: string, field: string) => string {
  const expression = compiled(find, { sensitive, whole, literal: !regex });
  // What stands before and behind a match is not offered: repeated for each match, it grows with the square of the text.
  const template = regex ? replacement.replaceAll(/\$([`'])/g, '$$$$$1') : replacement.replaceAll('$', '$$$$');
  return (value, field) => {
    if (value.length > MAX_SEARCHED) {
      throw new TooLongError(`${field} is longer than ${MAX_SEARCHED} characters, more than an expression may search`);
    }
    const replaced = expression.matcher(value).replaceAll(template);
    if (replaced.length > LONGEST_VALUE) {
      throw new TooLongError(`${field} would become longer than ${LONGEST_VALUE} characters`);
    }
    return replaced;
  };
}

function compiled(...[find, options]: Parameters<typeof compileExpression>): ReturnType<typeof compileExpression> {
  try {
    return compileExpression(find, options);
  } catch (error) {
    throw new ActionError((error as Error).message);
  }
}
