/** Splits a query into terms, parentheses and commas, with quotes resolved. */
import { said } from '../../model/messages.ts';
import { QueryError } from './rule.ts';

export interface Token {
  readonly kind: 'term' | 'open' | 'close' | 'or';
  readonly negated: boolean;
  /** Lower-case name before the first colon, or null. */
  readonly field: string | null;
  /** The value, without quotes. */
  readonly text: string;
  readonly quoted: boolean;
  /** How many characters of `text` stand in front of the first quotation mark: signs behind it mean nothing. */
  readonly bare: number;
  /** Where in `text` a bar outside quotes separates alternatives. */
  readonly bars: readonly number[];
  /** Where in `text` quotation marks hold nothing: an empty text is meant there, not one that is still to be typed. */
  readonly empties: readonly number[];
  /** Where the term begins in the query. */
  readonly position: number;
  /** Where its value begins. */
  readonly valueAt: number;
  /** Where it ends: in front of the next character. */
  readonly end: number;
}

const FIELD = /^([\p{L}_][\p{L}\p{N}_]*):/u;
const SPACE = /\s/;

/** @throws QueryError for a quote that is never closed */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  const sign = (kind: 'open' | 'close' | 'or', text: string, negated: boolean, position: number): void => {
    const valueAt = position + Number(negated);
    tokens.push({
      kind,
      negated,
      field: null,
      text,
      quoted: false,
      bare: 1,
      bars: [],
      empties: [],
      position,
      valueAt,
      end: valueAt + text.length,
    });
  };
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
      sign(mark === '(' ? 'open' : 'close', mark, negated, position);
      at++;
      continue;
    }
    if (mark === ',' && !negated && (at + 1 === query.length || SPACE.test(query[at + 1]!))) {
      sign('or', ',', false, position);
      at++;
      continue;
    }
    const field = readField(query, at);
    const valueAt = field?.end ?? at;
    const value = readValue(query, valueAt);
    tokens.push({ kind: 'term', negated, field: field?.name ?? null, ...value, position, valueAt });
    at = value.end;
  }
  return tokens;
}

/** A name with a colon behind it; names with other signs than letters, digits and underscores stand in quotes. */
function readField(query: string, start: number): { name: string; end: number } | null {
  if (query[start] === '"') {
    const close = closingQuote(query, start);
    const name = query.slice(start + 1, close).replaceAll('""', '"');
    return query[close + 1] === ':' && name !== '' ? { name: name.toLowerCase(), end: close + 2 } : null;
  }
  const field = FIELD.exec(query.slice(start));
  return field ? { name: field[1]!.toLowerCase(), end: start + field[0].length } : null;
}

/** The quotation mark that ends what begins at `open`; two of them stand for one inside. */
function closingQuote(query: string, open: number): number {
  let at = query.indexOf('"', open + 1);
  while (at >= 0 && query[at + 1] === '"') at = query.indexOf('"', at + 2);
  if (at < 0) throw new QueryError(said('query-quote'), open);
  return at;
}

type Value = Pick<Token, 'text' | 'quoted' | 'bare' | 'bars' | 'empties' | 'end'>;

/** Up to the next space or parenthesis that is not inside quotes. */
function readValue(query: string, start: number): Value {
  let text = '';
  let bare: number | null = null;
  const bars: number[] = [];
  const empties: number[] = [];
  let depth = 0;
  let at = start;
  while (at < query.length && !SPACE.test(query[at]!)) {
    const mark = query[at]!;
    if (mark === '"') {
      const end = closingQuote(query, at);
      bare ??= text.length;
      if (end === at + 1) empties.push(text.length);
      text += query.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
      continue;
    }
    if (mark === '(') depth++;
    else if (mark === ')' && depth-- === 0) break;
    else if (mark === '|') bars.push(text.length);
    text += mark;
    at++;
  }
  return { text, quoted: bare !== null, bare: bare ?? text.length, bars, empties, end: at };
}
