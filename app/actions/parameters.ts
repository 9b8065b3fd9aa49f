/**
 * The kinds of parameters that actions have. Each takes what a command line gives (text) and what a page gives (lists,
 * numbers, booleans), and has a name for what it takes, which help and forms show.
 */
import { z } from '../model/schema.ts';
import type { ActionParameter } from '../model/actions.ts';
import { editableField } from '../library/editable-field.ts';
import { PICTURE_FIELD } from '../library/pictures.ts';

/** Longest text of a parameter, in UTF-16 units. */
const LONGEST = 100_000;
const MOST_VALUES = 1000;

/** What each kind is called; kinds without a name here describe themselves by their choices. */
const NAMES = z.registry<{ takes: string }>();

/** The field that a name or an alias means. Pictures are no text, so no action changes them. */
function fieldOf(name: string, context: z.RefinementCtx): string {
  try {
    const field = editableField(name);
    if (field !== PICTURE_FIELD) return field;
    context.addIssue({ code: 'custom', message: 'actions do not change pictures' });
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
  return z.NEVER;
}

const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);
/** Several texts, or one. */
const texts = z.union([z.array(z.string()), text.transform((one) => [one])]);
/** Several words, or one text with commas between them. */
const words = texts.transform((list) =>
  list
    .flatMap((one) => one.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);

/** One field, by its name or an alias. */
export const field = z.string().max(200).transform(fieldOf).register(NAMES, { takes: 'field' });

/** Some fields, with commas between them. */
export const fields = words
  .transform((names, context) => [...new Set(names.map((name) => fieldOf(name, context)))])
  .refine((names) => names.length > 0, 'name a field')
  .register(NAMES, { takes: 'fields' });

/** Some fields, or `all` for every field that a track has: then `null`. */
export const fieldsOrAll = z
  .union([z.literal('all').transform(() => null), fields])
  .register(NAMES, { takes: 'fields or all' });

/** A text of any kind, white space included, of so many UTF-16 units. */
export function anyText(least = 0, most = LONGEST) {
  return text
    .pipe(z.string().min(least, 'takes a text').max(most, `takes at most ${most} characters`))
    .register(NAMES, { takes: 'text' });
}

/** One value or several: the parameter may be repeated. */
export const values = texts.pipe(z.array(z.string().max(LONGEST)).max(MOST_VALUES)).register(NAMES, {
  takes: 'text',
});

/** `yes` or `no`. */
export const flag = z
  .union([z.boolean(), z.stringbool({ truthy: ['yes', 'true', '1'], falsy: ['no', 'false', '0'] })], {
    error: 'takes yes or no',
  })
  .register(NAMES, { takes: 'yes or no' });

/** A whole number. */
export function count(least: number, most: number) {
  return z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], {
      error: `takes a whole number from ${least} to ${most}`,
    })
    .pipe(z.int().min(least).max(most))
    .register(NAMES, { takes: `number from ${least} to ${most}` });
}

/** One of some words. */
export const choice = z.enum;

/** A list of some words, with commas between them. */
export function choices<Word extends string>(known: readonly Word[]) {
  return words
    .pipe(z.array(z.enum(known as readonly [Word, ...Word[]])).min(1))
    .register(NAMES, { takes: `some of ${known.join(', ')}` });
}

/** The parameters of an action as help and forms show them. */
export function describeParameters(object: z.ZodObject): ActionParameter[] {
  return Object.entries(object.shape).map(([name, type]) => {
    const kind = innermost(type as z.ZodType);
    const options = kind instanceof z.ZodEnum ? kind.options.map(String) : [];
    return {
      name,
      takes: NAMES.get(kind)?.takes ?? options.join(' or '),
      choices: options,
      required: !(type instanceof z.ZodDefault || type instanceof z.ZodOptional),
      usual: type instanceof z.ZodDefault || type instanceof z.ZodPrefault ? asTyped(type.def.defaultValue) : null,
      help: (type as z.ZodType).description ?? '',
    };
  });
}

function innermost(type: z.ZodType): z.ZodType {
  if (type instanceof z.ZodDefault || type instanceof z.ZodOptional || type instanceof z.ZodPrefault) {
    return innermost(type.unwrap() as z.ZodType);
  }
  return type;
}

function asTyped(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(',') : String(value);
}
