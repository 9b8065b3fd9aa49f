/**
 * Answers as text: JSON, JSONP for pages of other sites, or XML.
 *
 * In XML each name is an element; the items of a list are elements of the singular of its name, and a name that begins
 * with "@" is an attribute.
 */
import { unknownFormat } from './acoustid-error.ts';
import type { RequestValues } from './request-values.ts';

export type AnswerValue =
  | string
  | number
  | boolean
  | readonly AnswerValue[]
  | { readonly [name: string]: AnswerValue | undefined };
export type AnswerObject = Readonly<Record<string, AnswerValue | undefined>>;

export interface AnswerFormat {
  readonly contentType: string;
  write(answer: AnswerObject): string;
}

export const JSON_ANSWER: AnswerFormat = {
  contentType: 'application/json; charset=UTF-8',
  write: (answer) => JSON.stringify(answer),
};

const XML_ANSWER: AnswerFormat = {
  contentType: 'text/xml; charset=UTF-8',
  write: (answer) => `<?xml version="1.0" encoding="UTF-8"?>\n${element('response', answer)}`,
};

/** Names of functions and of members of objects; anything else would be a script of the address's author. */
const CALLBACK = /^[$A-Z_a-z][$\w]*(?:\.[$A-Z_a-z][$\w]*)*$/;
const USUAL_CALLBACK = 'jsonAcoustidApi';

/** The format that a request asks for; JSON where it names none. @throws AcoustidError for one that there is not */
export function answerFormat(values: RequestValues): AnswerFormat {
  const name = values.text('format') ?? 'json';
  if (name === 'json') return JSON_ANSWER;
  if (name === 'xml') return XML_ANSWER;
  if (name !== 'jsonp') throw unknownFormat(name);
  const asked = values.text('jsoncallback') ?? USUAL_CALLBACK;
  const callback = CALLBACK.test(asked) ? asked : USUAL_CALLBACK;
  return {
    contentType: 'application/javascript; charset=UTF-8',
    // U+2028 and U+2029 end lines of older scripts.
    write: (answer) => `${callback}(${escapedLines(JSON.stringify(answer))})`,
  };
}

function escapedLines(json: string): string {
  return json.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);
}

function element(name: string, value: AnswerValue): string {
  if (Array.isArray(value)) {
    const item = singular(name);
    return `<${name}>${(value as readonly AnswerValue[]).map((one) => element(item, one)).join('')}</${name}>`;
  }
  if (typeof value !== 'object') return `<${name}>${escapedText(String(value))}</${name}>`;
  const entries = Object.entries(value).filter((entry): entry is [string, AnswerValue] => entry[1] !== undefined);
  const attributes = entries.filter(([part]) => part.startsWith('@'));
  const parts = entries.filter(([part]) => !part.startsWith('@'));
  const head = attributes.map(([part, one]) => ` ${part.slice(1)}="${escapedText(String(one))}"`).join('');
  return `<${name}${head}>${parts.map(([part, one]) => element(part, one)).join('')}</${name}>`;
}

function singular(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return name.endsWith('hes') ? name.slice(0, -2) : name.replace(/s$/, '');
}

const XML_NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 cannot hold become U+FFFD. */
function escapedText(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
      .replaceAll(/[&<>"]/g, (character) => XML_NAMES[character]!)
  );
}
