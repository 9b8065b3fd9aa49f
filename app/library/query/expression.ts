/**
 * The regular expressions of queries: JavaScript's syntax with the flags `iu`, matched by the automata of RE2.
 *
 * JavaScript's own engine goes back and tries again, and on some expressions (`^(a+)+$`) its time doubles with each
 * character of the text; nothing can interrupt it. RE2 needs time proportional to the text (Cox, "Regular Expression
 * Matching Can Be Simple And Fast", 2007). It therefore has neither references back to a group nor looks around.
 * Short texts are left to JavaScript's engine where the expression gives it too little choice to take long.
 * Invariant: only `checkedExpression` lets an expression into a query, and `Expressions` matches no other way. Actions
 * find and replace with the same expressions (`compileExpression`).
 */
import { RE2JS } from 're2js';
import { said, type MessageCode } from '../../model/messages.ts';
import { ExpressionError, mistakeIn } from './expression-mistake.ts';

/** Greatest number of characters of an expression. */
export const MAX_EXPRESSION = 200;
/** Greatest number of instructions: the time for a character grows with them, and repeats within repeats multiply. */
const MAX_INSTRUCTIONS = 2000;
/** Only the beginning of a longer value is searched (UTF-16 units). */
export const MAX_SEARCHED = 16_384;
/** At least as many as a query has terms, as each row of a list is compared with all of them. */
const REMEMBERED = 512;

/** What `\s` and `\S` mean in JavaScript, for use inside brackets; RE2 knows the spaces of ASCII alone. */
const SPACES = String.raw`\x09-\x0d\p{Z}\x{feff}`;
const NO_SPACES = String.raw`\x00-\x08\x0e-\x1f\x21-\x9f\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}`;

/** A look around, a named group or a bracket, or an escape with all that belongs to it. */
const PART =
  /\\u([Dd][89ABab][\dA-Fa-f]{2})\\u([Dd][C-Fc-f][\dA-Fa-f]{2})|\\[pP]\{[^}]*\}|\\k<[^>]*>|\\[1-9]\d*|\\.|\(\?<?[=!]|\(\?<[^>]*>|[[\]]/gsu;

/**
 * The expression itself, if it can be part of a query.
 * @throws ExpressionError
 */
export function checkedExpression(pattern: string): string {
  if (pattern.length > MAX_EXPRESSION) {
    throw new ExpressionError(said('expression-too-long', { most: MAX_EXPRESSION }), MAX_EXPRESSION);
  }
  const source = sourceOf(pattern);
  compile(pattern);
  return source;
}

/** The constructor reads the syntax and matches nothing yet. @throws ExpressionError */
function sourceOf(pattern: string): string {
  try {
    return new RegExp(pattern, 'iu').source;
  } catch {
    throw mistakeIn(pattern);
  }
}

/**
 * An expression for finding and replacing outside of queries, with the same limits.
 * @param options.literal the pattern is plain text
 * @param options.whole it has to match the whole of a text
 * @throws ExpressionError
 */
export function compileExpression(
  pattern: string,
  { sensitive, literal, whole }: { readonly sensitive: boolean; readonly literal: boolean; readonly whole: boolean },
): RE2JS {
  if (!literal) checkedExpression(pattern);
  const source = literal ? RE2JS.quote(pattern) : RE2JS.translateRegExp(translate(pattern));
  return RE2JS.compile(whole ? `^(?:${source})$` : source, sensitive ? 0 : RE2JS.CASE_INSENSITIVE);
}

/** Letters and digits of ASCII, with alternatives at one place at most and anchors around them. */
const LITERALS = /^\^?(?:\(([a-z\d |]+)\)|([a-z\d |]+))\$?$/i;

/**
 * Folded texts (`fold`) of which each text that the expression matches contains at least one, once it is folded; null for
 * an expression of which nothing such is known. Folding leaves letters and digits of ASCII in their order.
 */
export function literalsOf(pattern: string): string[] | null {
  const [, grouped, bare] = LITERALS.exec(pattern) ?? [];
  const literals = (grouped ?? bare)?.toLowerCase().split('|') ?? [''];
  return literals.includes('') ? null : literals;
}

/** Matches texts with the expressions of queries, and remembers the compiled ones. */
export class Expressions {
  readonly #compiled = new Map<string, { readonly any: RE2JS; readonly quick: RegExp | null }>();

  /** Whether the expression matches a part of the text, whatever the case of letters. */
  match(pattern: string, text: string): boolean {
    const { any, quick } = this.#expression(pattern);
    if (quick && text.length <= MOST_CHOSEN_FROM) return quick.test(text);
    return any.test(text.length > MAX_SEARCHED ? text.slice(0, MAX_SEARCHED) : text);
  }

  #expression(pattern: string): { readonly any: RE2JS; readonly quick: RegExp | null } {
    const known = this.#compiled.get(pattern);
    if (known) return known;
    const expression = { any: compile(pattern), quick: quickExpression(pattern) };
    if (this.#compiled.size >= REMEMBERED) this.#compiled.delete(this.#compiled.keys().next().value!);
    this.#compiled.set(pattern, expression);
    return expression;
  }
}

/** Values of so many characters cannot hold up JavaScript's engine, if it can choose at one place only. */
const MOST_CHOSEN_FROM = 256;

/**
 * The expression for JavaScript's own engine, which is ten times as fast; null where it could go back and try again
 * more often than a value has characters. At most one place may
 * repeat a number of times that varies, or be one of several alternatives in a group; and no group may repeat.
 */
function quickExpression(pattern: string): RegExp | null {
  const bare = pattern
    .replaceAll(/\\[pPux]\{[^}]*\}|\\u[\da-fA-F]{4}|\\./gsu, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'x')
    .replaceAll(/\(\?[:<]/g, '(');
  if (/\)[*+?{]/.test(bare)) return null;
  const alternatives = /\([^()]*\|[^()]*\)/g;
  const rest = bare.replaceAll(alternatives, 'x');
  if (rest.includes('(') && rest.includes('|')) return null;
  const repeats = bare.match(/[*+?]\??|\{\d*,\d*\}\??/g)?.length ?? 0;
  return repeats + (bare.match(alternatives)?.length ?? 0) <= 1 ? new RegExp(pattern, 'iu') : null;
}

function compile(pattern: string): RE2JS {
  const expression = parsed(pattern);
  if (expression.programSize() > MAX_INSTRUCTIONS) throw new ExpressionError(said('expression-repeats'), 0);
  return expression;
}

function parsed(pattern: string): RE2JS {
  const translated = translate(pattern);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(translated), RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    const reason = (error as Error).message.replace('error parsing regexp: ', '');
    const isRepeat = reason.startsWith('invalid repeat count');
    throw new ExpressionError(isRepeat ? said('expression-repeats') : said('expression-unsupported', { reason }), 0);
  }
}

/** JavaScript's syntax → RE2's, as far as `RE2JS.translateRegExp` does not see to it. @throws ExpressionError */
function translate(pattern: string): string {
  let bracketed = false;
  const names = new Set<string>();
  return pattern.replaceAll(PART, (part, high: string | undefined, low: string | undefined, at: number) => {
    if (high !== undefined && low !== undefined) return codePoint(high, low);
    if (part === '[' || part === ']') {
      bracketed = part === '[';
      return part;
    }
    if (part === String.raw`\s`) return bracketed ? SPACES : `[${SPACES}]`;
    if (part === String.raw`\S`) return bracketed ? NO_SPACES : `[${NO_SPACES}]`;
    if (part === String.raw`\b` && bracketed) return String.raw`\x08`;
    if (/^\\[1-9k]/.test(part)) throw unsupported('expression-reference', part, at);
    if (/^\\[pP]\{/.test(part)) return property(part, at);
    if (bracketed || !part.startsWith('(')) return part;
    if (/^\(\?<?[=!]$/.test(part)) throw unsupported('expression-look', part, at);
    if (!/^\(\?<\w+>$/.test(part) || names.has(part)) throw unsupported('expression-group-name', part, at);
    names.add(part);
    return part;
  });
}

function codePoint(high: string, low: string): string {
  const text = String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
  return `\\x{${text.codePointAt(0)!.toString(16)}}`;
}

/** RE2 knows the categories by their letters and scripts by their names, where JavaScript knows more. */
function property(part: string, at: number): string {
  const known = part.replace(/^(\\[pP]\{)(?:Script|sc|General_Category|gc)=/, '$1');
  try {
    RE2JS.compile(known);
    return known;
  } catch {
    throw unsupported('expression-property', part, at);
  }
}

function unsupported(code: MessageCode, sign: string, at: number): ExpressionError {
  const examples = { category: String.raw`\p{L}`, script: String.raw`\p{Script=Greek}` };
  return new ExpressionError(said(code, { sign, place: at + 1, ...examples }), at);
}
