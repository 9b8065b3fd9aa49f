/** Splits a query into terms, parentheses and commas, with quotes resolved. */
import { QueryError } from './rule.ts';

export interface Token {
  readonly kind: 'term' | 'open' | 'close' | 'or';
  readonly negated: boolean;
  /** Lower-case name before the first colon, or null. */
  readonly field: string | null;
  /** The value, without quotes. */
  readonly text: string;
  readonly quoted: boolean;
  readonly position: number;
}

const FIELD = /^([\p{L}_][\p{L}\p{N}_]*):/u;
const SPACE = /\s/;

/** @throws QueryError for a quote that is never closed */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    if (SPACE.test(query[at]!)) {
      at++;
      continue;
    }
    const position = at;
    const negated = (query[at] === '-' || query[at] === '^') && at + 1 < query.length && !SPACE.test(query[at + 1]!);
    if (negated) at++;
    const mark = query[at]!;
    if (mark === '(' || mark === ')') {
      tokens.push({ kind: mark === '(' ? 'open' : 'close', negated, field: null, text: mark, quoted: false, position });
      at++;
      continue;
    }
    if (mark === ',' && !negated && (at + 1 === query.length || SPACE.test(query[at + 1]!))) {
      tokens.push({ kind: 'or', negated: false, field: null, text: ',', quoted: false, position });
      at++;
      continue;
    }
    const field = FIELD.exec(query.slice(at));
    if (field) at += field[0].length;
    const value = readValue(query, at);
    tokens.push({
      kind: 'term',
      negated,
      field: field ? field[1]!.toLowerCase() : null,
      text: value.text,
      quoted: value.quoted,
      position,
    });
    at = value.end;
  }
  return tokens;
}

/** The quotation mark that ends what begins at `open`; two of them stand for one inside. */
function closingQuote(query: string, open: number): number {
  let at = query.indexOf('"', open + 1);
  while (at >= 0 && query[at + 1] === '"') at = query.indexOf('"', at + 2);
  if (at < 0) throw new QueryError('this quotation mark is never closed', open);
  return at;
}

/** Up to the next space or parenthesis that is not inside quotes. */
function readValue(query: string, start: number): { text: string; quoted: boolean; end: number } {
  let text = '';
  let quoted = false;
  let depth = 0;
  let at = start;
  while (at < query.length && !SPACE.test(query[at]!)) {
    const mark = query[at]!;
    if (mark === '"') {
      const end = closingQuote(query, at);
      text += query.slice(at + 1, end).replaceAll('""', '"');
      quoted = true;
      at = end + 1;
      continue;
    }
    if (mark === '(') depth++;
    else if (mark === ')' && depth-- === 0) break;
    text += mark;
    at++;
  }
  return { text, quoted, end: at };
}
