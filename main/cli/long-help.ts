/**
 * Help that is made from the library's tables: the settings, what queries can say, the fields. It is loaded only when
 * a command is asked for its help.
 */
import { z } from '../../app/model/schema.ts';
import { SORT_COLUMNS } from '../../app/library/query/field-columns.ts';
import { TRACK_STATES } from '../../app/library/query/rule.ts';
import { SETTINGS } from '../../app/library/settings.ts';
import { FIELDS } from '../../fuse/fields/field-table.ts';
import { findField } from '../../fuse/fields/find-field.ts';

/** The width of the text, in characters. */
const WIDTH = 100;

/** Every setting with its type, its default and what it does. */
export function settingsHelp(): string[] {
  return Object.entries(SETTINGS).flatMap(([name, type]) => [
    '',
    `${name}  ${typeOf(type)}, default ${JSON.stringify(type.parse(undefined))}`,
    ...wrapped(type.description ?? ''),
  ]);
}

interface JsonType {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonType[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  array: 'JSON list',
  object: 'JSON object',
  null: 'null',
};

function typeOf(type: z.ZodType): string {
  return wordsOf(z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as JsonType);
}

function wordsOf({ type, format, enum: values, anyOf }: JsonType): string {
  if (anyOf) return anyOf.map(wordsOf).join(' or ');
  if (values) return values.join(' or ');
  if (format === 'uri') return 'address';
  return TYPE_WORDS[type ?? ''] ?? 'JSON value';
}

/** What a query can say, and what tracks can be sorted by. */
export function queryHelp(): string[] {
  const sorts = [...SORT_COLUMNS.keys()].map(withAliases);
  return [
    '',
    'QUERY, all of whose terms have to hold:',
    '  word               tracks with the word, or one that begins with it, in any of the usual fields or the file name',
    '  "two words"        quotation marks keep spaces together',
    '  artist:text        the field contains the text; without regard to case and accents',
    '  artist:=text       the field is the text; artist:="" for a field without a value',
    '  artist:==text      the field is the text in this spelling: case and accents count',
    '  artist::regex      the field matches a regular expression, without regard to case',
    '  artist:=a|b        one of several values; quotation marks take the meaning of a sign: title:"a|b"',
    '  =text  :regex      any of title, artist, album, album artist and genre is the text, or matches',
    '  /music/folder      the path contains it',
    '  year:1990..1999    a range of numbers, of lengths (length:..4:30) or of times (added:-1w.. added:2024-05)',
    '  has:lyrics         the field has a value; missing:lyrics for the opposite',
    `  is:edited          a state: ${TRACK_STATES.join(', ')}`,
    '  like:12            the 100 tracks most similar in sound to track 12, once it is analysed',
    '  playlist:name      the tracks of a playlist, also playlist:"Folder/Name" or its number',
    '  -term              not this term',
    '  a , b              one or the other; ( ) hold terms together',
    '  year- artist+      sorts by year, the newest first, then by artist',
    '  random:7           in random order, the same for the same number; limit:50 takes the first 50',
    'Fields: descant edit --help, and those that are measured:',
    ...wrapped(
      FIELDS.filter(({ readOnly }) => readOnly)
        .map(({ name }) => withAliases(name))
        .join(', '),
      '  ',
    ),
    '',
    '--sort takes random, random:7, or names with commas between them, a minus sign behind those that begin with the greatest:',
    ...wrapped(sorts.join(', '), '  '),
    '--fields takes the names of fields, with commas between them.',
  ];
}

/** The fields that an edit can set. */
export function fieldsHelp(): string[] {
  const names = FIELDS.filter(({ readOnly, type }) => !readOnly && type !== 'picture').map(({ name }) =>
    withAliases(name),
  );
  return [
    '',
    'QUERY is that of descant tracks, such as id:12 or album:"Northern Mountains".',
    'Fields, with their other names; any other name is a field of your own:',
    ...wrapped(names.join(', '), '  '),
    'docs/fields.md says under which names the formats store them.',
  ];
}

function withAliases(name: string): string {
  const aliases = findField(name)?.aliases ?? [];
  return aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`;
}

/** Lines of at most `WIDTH` characters, broken at spaces. */
function wrapped(text: string, indent = '  '): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}
