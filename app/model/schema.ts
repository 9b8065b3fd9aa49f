/**
 * Schemas of what comes from outside. Everything of Descant takes `z` from here: a value that is refused is then
 * described in words that people understand, whichever program, thread or route refuses it. A schema with a message of
 * its own says that one.
 */
import { z } from 'zod';
import { inEnglish, said, saidBy, type MessageCode, type Said } from './messages.ts';

z.config({ localeError: (issue) => refusalWords(issue) });

export { z };

/** What a schema refuses, as far as the words need it. */
type Refusal = Parameters<z.core.$ZodErrorMap>[0];

/** Longest piece of a refused value that is repeated. */
const SHOWN = 60;
const KINDS: Readonly<Record<string, MessageCode>> = {
  string: 'taken-text',
  number: 'taken-number',
  int: 'taken-whole-number',
  boolean: 'taken-flag',
  array: 'taken-list',
  object: 'taken-object',
  record: 'taken-object',
  null: 'taken-nothing',
};

/** What a value had to be: `takes a text, not 3`. Callers name the place of the value in front of it. */
function refusalWords(issue: Refusal): string {
  const { code, input } = issue;
  if (input === undefined) return inEnglish(saying('takes-missing', takenBy(issue)));
  if (code === 'unrecognized_keys') return inEnglish(said('takes-no-names', { names: namesOf(issue.keys) }));
  return inEnglish(
    isEmpty(input) ? saying('takes', takenBy(issue)) : saying('takes-not', takenBy(issue), { value: shown(input) }),
  );
}

/** What a schema would have taken. */
function takenBy(issue: Refusal | z.core.$ZodIssue): Said {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected];
      return kind === undefined ? said('taken-value', { value: issue.expected }) : said(kind);
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const last = values.pop() ?? '';
      if (values.length === 0) return said('taken-value', { value: last });
      return said('taken-values', { values: values.join(', '), last });
    }
    case 'too_small':
      return sizeTaken(issue.origin, 'least', Number(issue.minimum), issue.inclusive ?? true);
    case 'too_big':
      return sizeTaken(issue.origin, 'most', Number(issue.maximum), issue.inclusive ?? true);
    case 'invalid_union':
      return unionTaken(issue.errors as readonly (readonly z.core.$ZodIssue[])[]);
    case 'not_multiple_of':
      return said('taken-multiple', { size: issue.divisor });
    case 'invalid_format':
      return issue.format === 'regex' ? said('taken-form') : said('taken-format', { format: issue.format });
    default:
      return said('taken-other-kind');
  }
}

function sizeTaken(origin: string, end: 'least' | 'most', size: number, inclusive: boolean): Said {
  if (origin === 'string') {
    return size === 1 && end === 'least' ? said('taken-filled-text') : said(`taken-text-${end}`, { size });
  }
  if (origin === 'array' || origin === 'set') {
    return size === 1 ? said(`taken-value-${end}`) : said(`taken-values-${end}`, { size });
  }
  if (!inclusive) return said(end === 'least' ? 'taken-above' : 'taken-below', { size });
  return said(`taken-number-${end}`, { size });
}

/** The alternatives, each once; those with a message of their own, and with parts, are left out. */
function unionTaken(alternatives: readonly (readonly z.core.$ZodIssue[])[]): Said {
  const taken = alternatives.flatMap(([issue]) => {
    if (issue === undefined || issue.path.length > 0) return [];
    return issueSaid(issue).why ?? [];
  });
  const once = [...new Map(taken.map((one) => [inEnglish(one), one])).values()];
  return once.length === 0
    ? said('taken-other-form')
    : once.reduceRight((also, why) => quoting('taken-either', { why, also }));
}

/** What is said of one refused part, without its place. */
export function issueSaid(issue: z.core.$ZodIssue): Said {
  const { message } = issue;
  if (issue.code === 'unrecognized_keys') return said('takes-no-names', { names: namesOf(issue.keys) });
  const why = takenBy(issue);
  const [taken, missing] = [saying('takes', why), saying('takes-missing', why)];
  if (message === inEnglish(taken)) return taken;
  if (message === inEnglish(missing)) return missing;
  const before = `${inEnglish(taken)}, not `;
  if (message.startsWith(before)) return saying('takes-not', why, { value: message.slice(before.length) });
  return saidBy(message) ?? said('taken-value', { value: message });
}

function saying(code: MessageCode, why: Said, values: Said['values'] = {}): Said {
  return quoting(code, { why }, values);
}

/** A sentence with others in it. */
export function quoting(code: MessageCode, quoted: Pick<Said, 'why' | 'also'>, values: Said['values'] = {}): Said {
  const english = Object.fromEntries(Object.entries(quoted).map(([name, one]) => [name, inEnglish(one)]));
  return { ...said(code, { ...values, ...english }), ...quoted };
}

const namesOf = (keys: readonly string[]): string => keys.map(shown).join(', ');

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
  return isAboutValue(message) ? `${place} ${message}` : `${place}: ${message}`;
}

const isAboutValue = (message: string): boolean => /^(?:takes|is missing)\b/.test(message);

/** The same for pages, which say it in their own language. */
export function refusedPartSaid(place: string, issue: z.core.$ZodIssue): Said {
  const why = issueSaid(issue);
  if (place === '') return why;
  return quoting(isAboutValue(issue.message) ? 'refused-part' : 'refused-rule', { why }, { place });
}

const placeOf = ({ path }: z.core.$ZodIssue): string => path.map(String).join('.');

/** What is wrong with each refused part of a value, on one line. */
export function refusedParts({ issues }: z.ZodError): string {
  return issues.map((issue) => refusedPart(placeOf(issue), issue.message)).join('; ');
}

/** The same for pages. */
export function refusedPartsSaid({ issues }: z.ZodError): Said | null {
  return issues.length === 0 ? null : joined(issues.map((issue) => refusedPartSaid(placeOf(issue), issue)));
}

/** Several sentences in one; there has to be one. */
export function joined(sentences: readonly Said[]): Said {
  return sentences.reduceRight((also, why) => quoting('refused-several', { why, also }));
}
