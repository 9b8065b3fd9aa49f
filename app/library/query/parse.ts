/**
 * Reads queries in the syntax that beets made common:
 *
 *   words               anywhere, as beginnings of words; all of them
 *   field:text          contains          field:=text   is exactly        field::regex      field:=""  has no value
 *   field:==text        is, in this spelling: case and accents count      field:=~text      as field:=text
 *   field:=a|b          one of several values
 *   =text  :regex       in any of the usual fields                        /folder           in the path
 *   year:1990..1999     ranges, also of lengths (..4:30), dates (added:-1w..), ratings (rating:4..) and counts (plays:10..)
 *   favourite:yes       yes or no
 *   -term or ^term      not               a , b         or                ( … )   groups
 *   is:edited … · has:field · missing:field · like:12 · playlist:name · playlist:"Folder/Name"
 *   year- artist+       sorts             limit:50      so many           random:7          in random order
 *
 * Quotes keep spaces together, and take the meaning of signs; two quotation marks inside them stand for one. `field:`
 * with nothing behind it asks for nothing, so that results stay while a query is being typed.
 */
import { said } from '../../model/messages.ts';
import { sortColumns } from './field-columns.ts';
import { EVERYTHING, QueryError, type ParsedQuery, type Rule, type SortTerm } from './rule.ts';
import { simplified } from './simplify.ts';
import { tokenize, type Token } from './tokens.ts';

const MAX_QUERY = 4000;
/** SQLite refuses expressions that are nested 1000 deep, and a chain of terms is nested as deep as it is long. */
const MAX_TERMS = 500;
/** Fields that a term with a sign and without a field looks at. */
const USUAL_FIELDS = ['title', 'artist', 'album', 'albumartist', 'genre'];
const GREATEST_SEED = 4_294_967_295;

/** @throws QueryError */
export function parseQuery(text: string): ParsedQuery {
  return read(text, true);
}

/**
 * Refuses a query with terms that ask for nothing: fine while one types and looks, they would mean every track where
 * tracks are to be changed.
 * @throws QueryError
 */
export function requireFinished(text: string): void {
  read(text, false);
}

function read(text: string, mayBeUnfinished: boolean): ParsedQuery {
  try {
    return readTerms(text, mayBeUnfinished);
  } catch (error) {
    throw error instanceof QueryError ? error.of(text) : error;
  }
}

function readTerms(text: string, mayBeUnfinished: boolean): ParsedQuery {
  if (text.length > MAX_QUERY) throw new QueryError(said('query-too-long', { most: MAX_QUERY }), MAX_QUERY);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new QueryError(said('query-nul'), nul);
  const tokens = tokenize(text);
  checkNumberOfTerms(tokens);
  const parser = new Parser(tokens, mayBeUnfinished);
  const rule = parser.alternatives();
  parser.expectEnd();
  return { rule: simplified(rule), sort: parser.sort, limit: parser.limit, seed: parser.seed };
}

/** Counts words: each of a quoted text is a term of its own. */
function checkNumberOfTerms(tokens: readonly Token[]): void {
  let terms = 0;
  for (const { kind, text, bars, position } of tokens) {
    if (kind === 'term') terms += text.split(/\s+/).length + bars.length;
    if (terms > MAX_TERMS) throw new QueryError(said('query-terms', { most: MAX_TERMS }), position);
  }
}

class Parser {
  readonly sort: SortTerm[] = [];
  limit: number | null = null;
  seed: number | null = null;
  readonly #tokens: readonly Token[];
  readonly #mayBeUnfinished: boolean;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], mayBeUnfinished: boolean) {
    this.#tokens = tokens;
    this.#mayBeUnfinished = mayBeUnfinished;
  }

  alternatives(): Rule {
    const groups = [this.#conjunction()];
    while (this.#take('or')) groups.push(this.#conjunction());
    return groups.length === 1 ? groups[0]! : { any: groups };
  }

  expectEnd(): void {
    const left = this.#tokens[this.#next];
    if (left) throw new QueryError(said('query-not-opened'), left.position);
  }

  #conjunction(): Rule {
    const all: Rule[] = [];
    for (
      let token = this.#tokens[this.#next];
      token && token.kind !== 'or' && token.kind !== 'close';
      token = this.#tokens[this.#next]
    ) {
      this.#next++;
      all.push(token.kind === 'open' ? this.#group(token) : this.#term(token));
    }
    return all.length === 1 ? all[0]! : { all };
  }

  #group(open: Token): Rule {
    if (++this.#depth > 50) throw new QueryError(said('query-nested'), open.position);
    const rule = this.alternatives();
    if (!this.#take('close')) throw new QueryError(said('query-not-closed'), open.position);
    this.#depth--;
    return open.negated ? { not: rule } : rule;
  }

  #take(kind: Token['kind']): boolean {
    if (this.#tokens[this.#next]?.kind !== kind) return false;
    this.#next++;
    return true;
  }

  #term(token: Token): Rule {
    const sort = token.field === null && !token.quoted ? sortTerm(token.text) : null;
    if (sort) {
      this.sort.push(sort);
      return EVERYTHING;
    }
    const rule = token.field === null ? plainRule(token) : this.#fieldRule(token, token.field);
    const isList = token.text !== '' && (token.field === 'limit' || token.field === 'random');
    if (rule === EVERYTHING && !isList && !this.#mayBeUnfinished) {
      throw new QueryError(said('query-unfinished'), token.position);
    }
    return token.negated && rule !== EVERYTHING ? { not: rule } : rule;
  }

  #fieldRule(token: Token, field: string): Rule {
    if (field === 'limit') {
      this.limit = wholeNumber(token, 1, Number.MAX_SAFE_INTEGER) ?? this.limit;
      return EVERYTHING;
    }
    if (field === 'random') {
      this.seed = wholeNumber(token, 0, GREATEST_SEED) ?? this.seed;
      return EVERYTHING;
    }
    return fieldRule(token, field);
  }
}

/** A term without a field. */
function plainRule(token: Token): Rule {
  const { text, bare, valueAt } = token;
  const sign = text.length > 1 && bare > 0 ? text[0] : '';
  if (sign === '=' || sign === ':') {
    const any = USUAL_FIELDS.map((field) => valueRule(token, field));
    return any.includes(EVERYTHING) ? EVERYTHING : { any };
  }
  if (sign === '/') return placed({ contains: { field: 'path', text } }, valueAt);
  return placed({ words: text }, valueAt);
}

function fieldRule(token: Token, field: string): Rule {
  const { text, valueAt } = token;
  if (field === 'is') return text === '' ? EVERYTHING : placed({ state: text as 'edited' }, valueAt);
  if (field === 'has') return text === '' ? EVERYTHING : placed({ has: text }, valueAt);
  if (field === 'missing') return text === '' ? EVERYTHING : { not: placed({ has: text }, valueAt) };
  if (field === 'playlist') return placed({ playlist: text }, valueAt);
  if (field === 'like') return text === '' ? EVERYTHING : placed({ like: Number(text) }, valueAt);
  return valueRule(token, field);
}

/** What a field is compared with. Signs inside quotes are part of the text. */
function valueRule({ text, quoted, bare, bars, empties, valueAt }: Token, field: string): Rule {
  const operator = /^(?:==|=~|=|:)?/.exec(text.slice(0, bare))![0];
  const at = valueAt + operator.length;
  const value = text.slice(operator.length);
  if (value === '') {
    return quoted && operator.startsWith('=') ? placed({ is: { field, text: '' } }, valueAt) : EVERYTHING;
  }
  if (operator === ':') return placed({ matches: { field, text: value } }, at);
  const rules: Rule[] = [];
  let start = operator.length;
  for (const bar of [...bars.filter((one) => one >= start), text.length]) {
    const one = { field, text: text.slice(start, bar) };
    if (one.text !== '') rules.push(compared(operator, one, valueAt + start));
    else if (operator.startsWith('=') && empties.includes(start)) rules.push({ is: one });
    start = bar + 1;
  }
  return rules.length === 1 ? rules[0]! : rules.length === 0 ? EVERYTHING : { any: rules };
}

function compared(operator: string, value: { field: string; text: string }, at: number): Rule {
  if (operator === '==') return placed({ spelled: value }, at);
  if (operator !== '') return placed({ is: value }, at);
  return placed({ contains: value }, at);
}

/** The rule in its one form; errors point at its place in the query. */
function placed(rule: Rule, at: number): Rule {
  try {
    return simplified(rule);
  } catch (error) {
    if (error instanceof QueryError) throw error.at(at + error.position);
    throw error;
  }
}

/** @returns null while nothing is typed. @throws QueryError */
function wholeNumber({ text, field, valueAt }: Token, least: number, most: number): number | null {
  if (text === '') return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new QueryError(said('query-whole-number', { field: field ?? '', least, text }), valueAt);
}

function sortTerm(text: string): SortTerm | null {
  const direction = text.at(-1);
  if (direction !== '+' && direction !== '-') return null;
  const field = text.slice(0, -1).toLowerCase();
  return sortColumns(field) ? { field, descending: direction === '-' } : null;
}
