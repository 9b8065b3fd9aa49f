/**
 * What is wrong with a regular expression, and where. JavaScript's engine tells it in terms of its own, without the
 * place.
 */
import { inEnglish, said, type MessageCode, type Said } from '../../model/messages.ts';

/** An expression that cannot be read. */
export class ExpressionError extends SyntaxError {
  readonly said: Said;
  /** Of the character that is wrong, in UTF-16 units from 0. */
  readonly position: number;

  constructor(message: Said, position: number) {
    super(inEnglish(message));
    this.name = 'ExpressionError';
    this.said = message;
    this.position = position;
  }
}

/** An escape with all that belongs to it. */
const ESCAPE = /\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|p\{[^}]*\}|c[a-z]|k<[^>]*>|\d+|.|$)/isuy;
const GROUP = /\((?:\?(?::|<?[=!]|<[\p{L}_$][\p{L}\p{N}_$]*>))?/uy;
const COUNTED = /\{(\d+)(?:,(\d*))?\}/y;
const CLASS = /\[(?:\\.|[^\]\\])*\]/suy;

/** @param pattern an expression that the engine refuses */
export function mistakeIn(pattern: string): ExpressionError {
  const open: number[] = [];
  /** Whether there is something that a sign for repeats could stand behind. */
  let canRepeat = false;
  for (let at = 0; at < pattern.length;) {
    const sign = pattern[at]!;
    let length = 1;
    if (sign === '\\') {
      const part = matchAt(ESCAPE, pattern, at)![0];
      // Whether there is such a group is a matter of the whole expression.
      if (!/^\\[1-9k]/.test(part) && !isValid(part)) return wrong('expression-escape', at, part);
      [length, canRepeat] = [part.length, true];
    } else if (sign === '[') {
      const part = matchAt(CLASS, pattern, at)?.[0];
      if (part === undefined) return wrong('expression-not-closed', at, sign);
      if (!isValid(part)) return wrong('expression-set', at, part);
      [length, canRepeat] = [part.length, true];
    } else if (sign === '(') {
      const part = matchAt(GROUP, pattern, at)![0];
      if (pattern[at + part.length] === '?') return wrong('expression-group', at, '(?');
      open.push(at);
      [length, canRepeat] = [part.length, false];
    } else if (sign === ')') {
      if (open.pop() === undefined) return wrong('expression-not-opened', at, sign);
      canRepeat = true;
    } else if ('*+?{'.includes(sign)) {
      const counted = sign === '{' ? matchAt(COUNTED, pattern, at) : null;
      if (sign === '{' && (counted === null || Number(counted[1]) > Number(counted[2] || Infinity))) {
        return wrong('expression-count', at, sign);
      }
      if (!canRepeat) return wrong('expression-repeat', at, sign);
      length = counted?.[0].length ?? 1;
      if (pattern[at + length] === '?') length += 1;
      canRepeat = false;
    } else if (sign === ']' || sign === '}') {
      return wrong('expression-not-opened', at, sign);
    } else canRepeat = !'|^$'.includes(sign);
    at += length;
  }
  const unclosed = open.at(-1);
  return unclosed === undefined
    ? new ExpressionError(said('expression-wrong'), 0)
    : wrong('expression-not-closed', unclosed, '(');
}

function wrong(code: MessageCode, position: number, sign: string): ExpressionError {
  return new ExpressionError(said(code, { sign, place: position + 1 }), position);
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}

function isValid(part: string): boolean {
  try {
    return new RegExp(part, 'iu') instanceof RegExp;
  } catch {
    return false;
  }
}
