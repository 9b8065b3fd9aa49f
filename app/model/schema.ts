/**
 * Schemas of what comes from outside. Everything of Descant takes `z` from here: a value that is refused is then
 * described in words that people understand, whichever program, thread or route refuses it. A schema with a message of
 * its own says that one.
 */
import { z } from 'zod';

z.config({ localeError: (issue) => refusalWords(issue) });

export { z };

/** What a schema refuses, as far as the words need it. */
type Refusal = Parameters<z.core.$ZodErrorMap>[0];

/** Longest piece of a refused value that is repeated. */
const SHOWN = 60;
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with named values',
  record: 'an object with named values',
  null: 'nothing',
};

/** What a value had to be: `takes a text, not 3`. Callers name the place of the value in front of it. */
function refusalWords(issue: Refusal): string {
  const { code, input } = issue;
  if (input === undefined) return `is missing; it ${needed(issue)}`;
  if (code === 'unrecognized_keys') return `there is no ${issue.keys.map(shown).join(', ')}`;
  return `${needed(issue)}${isEmpty(input) ? '' : `, not ${shown(input)}`}`;
}

function needed(issue: Refusal): string {
  switch (issue.code) {
    case 'invalid_type':
      return `takes ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `takes ${issue.values
        .map(String)
        .join(', ')
        .replace(/, (?=[^,]*$)/, ' or ')}`;
    case 'too_small':
      return `takes ${sizeOf(issue.origin, 'least', Number(issue.minimum), issue.inclusive ?? true)}`;
    case 'too_big':
      return `takes ${sizeOf(issue.origin, 'most', Number(issue.maximum), issue.inclusive ?? true)}`;
    case 'invalid_union':
      return unionWords(issue.errors as readonly (readonly z.core.$ZodIssue[])[]);
    case 'not_multiple_of':
      return `takes a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return `takes a text of another form${issue.format === 'regex' ? '' : ` (${issue.format})`}`;
    default:
      return 'takes a value of another kind';
  }
}

function sizeOf(origin: string, end: 'least' | 'most', size: number, inclusive: boolean): string {
  if (origin === 'string') {
    return size === 1 && end === 'least' ? 'a text that is not empty' : `a text of at ${end} ${size} characters`;
  }
  if (origin === 'array' || origin === 'set') return `at ${end} ${size} ${size === 1 ? 'value' : 'values'}`;
  if (!inclusive) return `a number ${end === 'least' ? 'above' : 'below'} ${size}`;
  return `a number of at ${end} ${size}`;
}

/** The alternatives, each once. */
function unionWords(alternatives: readonly (readonly z.core.$ZodIssue[])[]): string {
  const taken = alternatives.flatMap(([issue]) => {
    const found = /^(?:is missing; it )?takes (?<what>.+?)(?:, not .*)?$/su.exec(
      issue?.path.length === 0 ? issue.message : '',
    );
    return found?.groups?.['what'] ?? [];
  });
  return taken.length === 0 ? 'takes a value of another form' : `takes ${[...new Set(taken)].join(' or ')}`;
}

/** A size is told of no more than the size: the value may be long. */
function isEmpty(input: unknown): boolean {
  return input === undefined || input === '' || (Array.isArray(input) && input.length === 0);
}

/** A value on one line, cut where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`;
}

/** One refused part of a value, by its name: `limit takes a whole number, not "x"`, `release: the id of a release is needed`. */
export function refusedPart(place: string, message: string): string {
  if (place === '') return message;
  return /^(?:takes|is missing)\b/.test(message) ? `${place} ${message}` : `${place}: ${message}`;
}

/** What is wrong with each refused part of a value, on one line. */
export function refusedParts({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => refusedPart(path.map(String).join('.'), message)).join('; ');
}
