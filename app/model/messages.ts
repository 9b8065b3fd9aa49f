/**
 * Sentences of the service that the page shows in its own language: a code, with the names of what it is about. The
 * command line and logs have them in English. Codes in capitals are those of errors, which say nothing else.
 */

import { ANALYSIS_MESSAGES } from './analysis-messages.ts';
import { FILE_MESSAGES } from './file-messages.ts';
import { FINDING_MESSAGES } from './finding-messages.ts';
import { NOTE_MESSAGES } from './note-messages.ts';
import { REFUSAL_MESSAGES } from './refusal-messages.ts';
import { RULE_MESSAGES } from './rule-messages.ts';
import { SYSTEM_MESSAGES } from './system-messages.ts';

/** Those that are known by their form where they stand in English. */
const KNOWN_BY_FORM = {
  'query-too-long': 'the query is longer than {{most}} characters',
  'query-nul': 'the query contains a NUL character, which no tag has',
  'query-terms': 'the query has more than {{most}} terms',
  'query-not-opened': 'this closing parenthesis has no opening one',
  'query-not-closed': 'this opening parenthesis is never closed',
  'query-nested': 'the parentheses are nested too deeply',
  'query-quote': 'this quotation mark is never closed',
  'query-unfinished': 'this asks for nothing, and would mean every track: put a value behind it, or leave it out',
  'query-whole-number': '{{field}}: takes a whole number of at least {{least}}, not "{{text}}"',
  'query-number': '"{{text}}" is not a number that {{field}}: understands',
  'query-duration': '"{{text}}" is not a duration that {{field}}: understands',
  'query-date': '"{{text}}" is not a date that {{field}}: understands',
  'query-flag': '{{field}}: asks for yes or no, not "{{text}}"',
  'query-no-order': '{{field}} has no order that a range could be taken of',
  'query-like': 'like: takes the number of a track',
  'query-state': 'is: knows {{states}}, not "{{text}}"',
  'query-state-near': 'is: knows {{states}}, not "{{text}}"; did you mean is:{{near}}?',
  'query-sort': 'tracks cannot be sorted by "{{field}}"',
  'query-field': 'no track has a field "{{field}}"',
  'query-field-near': 'no track has a field "{{field}}"; did you mean {{near}}:?',
  'expression-not-closed': 'the regular expression is wrong at character {{place}}: this {{sign}} is never closed',
  'expression-not-opened':
    'the regular expression is wrong at character {{place}}: this {{sign}} closes nothing; put a backslash before it if you mean the sign',
  'expression-repeat':
    'the regular expression is wrong at character {{place}}: this {{sign}} has nothing before it that could be repeated',
  'expression-count':
    'the regular expression is wrong at character {{place}}: this {{sign}} begins no number of repeats, such as {2} or {2,5}',
  'expression-escape': 'the regular expression is wrong at character {{place}}: {{sign}} has no meaning',
  'expression-set': 'the regular expression is wrong at character {{place}}: {{sign}} is no set of characters',
  'expression-group':
    'the regular expression is wrong at character {{place}}: {{sign}} begins no group of a kind that there is',
  'expression-wrong': 'this is no regular expression',
  'expression-too-long': 'the regular expression is longer than {{most}} characters',
  'expression-look':
    '{{sign}} at character {{place}} of the regular expression: it cannot look ahead or behind, which might take too long; in a query use two terms instead, such as title::live -title::remix',
  'expression-reference':
    '{{sign}} at character {{place}} of the regular expression: it cannot refer back to a group, which might take too long; name the texts instead, such as (la la|na na)',
  'expression-property':
    '{{sign}} at character {{place}} of the regular expression is no kind of character that is known here; use a category such as {{category}}, a script such as {{script}}, or the characters in brackets',
  'expression-group-name':
    '{{sign}} at character {{place}} of the regular expression: the name of a group has letters from a to z, digits and _ alone, and each group has another; use ( without a name',
  'expression-repeats':
    'the regular expression is too large: a repeat counts up to 1000, and repeats within repeats multiply; use * or +, or smaller numbers',
  'expression-unsupported': 'the regular expression uses what is not supported here: {{reason}}',
  'query-playlist': 'there is no playlist "{{name}}"',
  'query-playlist-near': 'there is no playlist "{{name}}"; did you mean playlist:{{near}}?',
  'query-playlist-folder': '{{name}} is a folder; playlist: takes one of its playlists',
  SCAN_RUNNING: 'a scan is running already',
  REBUILD_RUNNING: 'a rebuild is running already; wait for its end',
  BACKUP_RUNNING: 'a backup is being written already; wait for its end',
  IMPORT_RUNNING: 'an import is running already; wait for its end',
  COPY_RUNNING: 'tracks are being copied already; wait for the end, or cancel it',
  EXPORT_RUNNING: 'an export is running already; wait for its end, or cancel it',
  NOTHING_TO_REPEAT: 'there is no run that could be begun again',
  NOTHING_TO_PAUSE: 'nothing is at work that could be paused now',
  IDENTIFICATION_RUNNING: 'tracks are being identified already; wait for the end, or cancel it',
  SURVEY_CANCELLED: 'the library was being looked through, and somebody has cancelled that',
  STALE_PREVIEW: 'the tracks have changed since the preview, so the changes would be others; look at a new preview',
  'submission-unanswered': 'no answer came, so AcoustID may have it; descant submissions retry sends it again',
  'submission-not-taken': 'AcoustID has not taken it, and gives no reason',
  'submission-no-sound': 'it has no fingerprint any more',
  'submission-no-user-key':
    'AcoustID takes submissions with your own key, which acoustid.org/api-key shows: descant config identify.acoustid-user-key KEY',
  'submission-no-key': 'AcoustID asks for the key of an application, too: descant config identify.acoustid-key KEY',
  ...ANALYSIS_MESSAGES,
  ...FILE_MESSAGES,
  ...FINDING_MESSAGES,
  NOT_A_FOLDER: '{{path}} is not a folder; name the folder that holds the music',
  ...SYSTEM_MESSAGES,
  ...NOTE_MESSAGES,
  ...RULE_MESSAGES,
} as const;

/** The forms of refusals would fit any text. */
export const MESSAGES = { ...KNOWN_BY_FORM, ...REFUSAL_MESSAGES } as const;

export type MessageCode = keyof typeof MESSAGES;

/** A sentence, and what it names. */
export interface Said {
  readonly code: MessageCode;
  readonly values: Readonly<Record<string, string | number>>;
  /** The sentence that `why` of the values is, where it has a code. */
  readonly why?: Said;
  /** The same for `also`. */
  readonly also?: Said;
}

export function said(code: MessageCode, values: Said['values'] = {}): Said {
  return { code, values };
}

/** The sentence in English. */
export function inEnglish({ code, values }: Said): string {
  return MESSAGES[code].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
}

/** The codes by the form of their sentences, each with what is to be found in it. */
let forms: readonly (readonly [RegExp, MessageCode])[] | null = null;

/** Which sentence a text is that the database keeps in English, as errors of files are; null for any other text. */
export function saidBy(english: string): Said | null {
  forms ??= Object.entries(KNOWN_BY_FORM).map(([code, sentence]) => [formOf(sentence), code as MessageCode] as const);
  for (const [form, code] of forms) {
    const found = form.exec(english);
    if (found === null) continue;
    const values = { ...found.groups };
    const why = values['why'] === undefined ? null : saidBy(values['why']);
    return { ...said(code, values), ...(why === null ? {} : { why }) };
  }
  return null;
}

/** The code of a sentence that was kept in English, as a field beside it; nothing for any other text. */
export function withCode(english: string): { readonly said?: Said } {
  const known = saidBy(english);
  return known === null ? {} : { said: known };
}

/** A name that stands in a sentence twice is the same both times. */
function formOf(sentence: string): RegExp {
  const names = new Set<string>();
  const parts = sentence.split(/(\{\{\w+\}\})/).map((part, at) => {
    if (at % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const name = part.slice(2, -2);
    const isNamed = names.has(name);
    names.add(name);
    return isNamed ? String.raw`\k<${name}>` : `(?<${name}>.+)`;
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}
