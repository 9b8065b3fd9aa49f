/**
 * Reads queries in the syntax that beets made common:
 *
 *   words               anywhere, as beginnings of words; all of them
 *   field:text          contains          field:=text   is exactly        field::regex      field:=""  has no value
 *   field:==text        is, in this spelling: case and accents count
 *   year:1990..1999     ranges, also of lengths (..4:30), dates (added:-1w..), ratings (rating:4..) and counts (plays:10..)
 *   favourite:yes       yes or no
 *   -term or ^term      not               a , b         or                ( … )   groups
 *   is:edited missing broken lossless analysed · has:field · missing:field
 *   year- artist+       sorts
 *
 * Quotes keep spaces together; two quotation marks inside them stand for one. `field:` with nothing behind it asks for nothing, so that results stay
 * while a query is being typed.
 */
import { inForm } from '../../../fuse/fields/value-form.ts';
import { fold } from '../fold.ts';
import { checkedExpression } from './expression.ts';
import { queryField, sortColumns } from './field-columns.ts';
import { EVERYTHING, QueryError, TRACK_STATES, type ParsedQuery, type Rule, type SortTerm } from './rule.ts';
import { tokenize, type Token } from './tokens.ts';
import { parseDate, parseDuration, parseNumber } from './values.ts';

const MAX_QUERY = 4000;
/** SQLite refuses expressions that are nested 1000 deep, and a chain of terms is nested as deep as it is long. */
const MAX_TERMS = 500;

/** @throws QueryError */
export function parseQuery(text: string, now = Date.now()): ParsedQuery {
  if (text.length > MAX_QUERY) throw new QueryError(`the query is longer than ${MAX_QUERY} characters`, MAX_QUERY);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new QueryError('the query contains a NUL character, which no tag has', nul);
  const tokens = tokenize(text);
  checkNumberOfTerms(tokens);
  const parser = new Parser(tokens, now);
  const rule = parser.alternatives();
  parser.expectEnd();
  return { rule, sort: parser.sort };
}

/** Counts words: each of a quoted text is a term of its own. */
function checkNumberOfTerms(tokens: readonly Token[]): void {
  let terms = 0;
  for (const { kind, text, position } of tokens) {
    if (kind === 'term') terms += text.split(/\s+/).length;
    if (terms > MAX_TERMS) throw new QueryError(`the query has more than ${MAX_TERMS} terms`, position);
  }
}

class Parser {
  readonly sort: SortTerm[] = [];
  readonly #tokens: readonly Token[];
  readonly #now: number;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], now: number) {
    this.#tokens = tokens;
    this.#now = now;
  }

  alternatives(): Rule {
    const groups = [this.#conjunction()];
    while (this.#take('or')) groups.push(this.#conjunction());
    return groups.length === 1 ? groups[0]! : { any: groups };
  }

  expectEnd(): void {
    const left = this.#tokens[this.#next];
    if (left) throw new QueryError('this closing parenthesis has no opening one', left.position);
  }

  #conjunction(): Rule {
    const rules: Rule[] = [];
    const words: string[] = [];
    for (
      let token = this.#tokens[this.#next];
      token && token.kind !== 'or' && token.kind !== 'close';
      token = this.#tokens[this.#next]
    ) {
      this.#next++;
      const rule = token.kind === 'open' ? this.#group(token) : this.#term(token);
      if ('words' in rule && rule.words !== '') words.push(rule.words);
      else if (rule !== EVERYTHING) rules.push(rule);
    }
    if (words.length > 0) rules.unshift({ words: words.join(' ') });
    return rules.length === 0 ? EVERYTHING : rules.length === 1 ? rules[0]! : { all: rules };
  }

  #group(open: Token): Rule {
    if (++this.#depth > 50) throw new QueryError('the parentheses are nested too deeply', open.position);
    const rule = this.alternatives();
    if (!this.#take('close')) throw new QueryError('this opening parenthesis is never closed', open.position);
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
    const rule = token.field === null ? ({ words: token.text } as const) : this.#fieldRule(token, token.field);
    return token.negated && rule !== EVERYTHING ? { not: rule } : rule;
  }

  #fieldRule(token: Token, field: string): Rule {
    const { text, position } = token;
    if ((text === '=' || text === '==') && token.quoted) return { is: { field, text: '' } };
    if (text === '' || text === '=' || text === '==' || text === ':') return EVERYTHING;
    if (field === 'is') {
      const state = TRACK_STATES.find((name) => name === text.toLowerCase());
      if (!state) throw new QueryError(`is: knows ${TRACK_STATES.join(', ')}, not "${text}"`, position);
      return { state };
    }
    if (field === 'has') return { has: text.toLowerCase() };
    if (field === 'missing') return { not: { has: text.toLowerCase() } };
    if (text.startsWith(':')) return { matches: { field, text: readExpression(text.slice(1), position) } };
    const column = queryField(field);
    if (text.startsWith('==')) return { spelled: { field, text: text.slice(2) } };
    const exact = text.startsWith('=');
    const value = exact ? text.slice(1) : text;
    if (column?.kind === 'flag') return flag(field, value, position);
    if (column && (column.kind === 'number' || column.kind === 'duration' || column.kind === 'date')) {
      return this.#range(field, column.kind, value, position);
    }
    return exact ? { is: { field, text: value } } : { contains: { field, text: fold(value) } };
  }

  #range(field: string, kind: 'number' | 'duration' | 'date', text: string, position: number): Rule {
    const dots = text.indexOf('..');
    const low = dots < 0 ? text : text.slice(0, dots);
    const high = dots < 0 ? text : text.slice(dots + 2);
    const read = (part: string, end: 'from' | 'to'): number | null => {
      if (part === '') return null;
      const value =
        kind === 'date'
          ? parseDate(part, end, this.#now)
          : kind === 'duration'
            ? parseDuration(part)
            : parseNumber(part);
      if (value === null) throw new QueryError(`"${part}" is not a ${kind} that ${field}: understands`, position);
      return value;
    };
    return { range: { field, from: read(low, 'from'), to: read(high, 'to') } };
  }
}

/** A yes or a no; no value counts as no. */
function flag(field: string, text: string, position: number): Rule {
  const value = inForm(text, 'flag');
  if (value === null) throw new QueryError(`${field}: asks for yes or no, not "${text}"`, position);
  const yes: Rule = { range: { field, from: 1, to: 1 } };
  return value === '1' ? yes : { not: yes };
}

function sortTerm(text: string): SortTerm | null {
  const direction = text.at(-1);
  if (direction !== '+' && direction !== '-') return null;
  const field = text.slice(0, -1).toLowerCase();
  return sortColumns(field) ? { field, descending: direction === '-' } : null;
}

function readExpression(pattern: string, position: number): string {
  try {
    return checkedExpression(pattern);
  } catch (error) {
    throw new QueryError((error as Error).message, position);
  }
}
