/**
 * Types of D-Bus (D-Bus Specification, "Type System"), of which signatures are made. Dictionaries have strings as keys
 * here: media controls need no others.
 */
import { BusError } from './bus-error.ts';

/** A value with the type that it is sent as. */
export interface Variant {
  readonly type: string;
  readonly value: BusValue;
}

/**
 * Numbers for all numeric types, lists for arrays and structs, records for dictionaries. Integers of 64 bits are numbers
 * too: microseconds fit for 285 years.
 */
export type BusValue = boolean | number | string | Variant | readonly BusValue[] | { readonly [key: string]: BusValue };

/** Deeper types are refused: a bus allows 32 levels of arrays and 32 of structs. */
const MOST_LEVELS = 32;

/** A signature as single complete types: `a{sv}as` → `a{sv}`, `as`. @throws BusError */
export function completeTypes(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length;) {
    const end = endOfType(signature, at, 0);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

/** Types between the brackets of a struct or an entry: `(su)` → `s`, `u`. */
export function memberTypes(type: string): string[] {
  return completeTypes(type.slice(1, -1));
}

/** To a multiple of how many bytes a value of the type is aligned. */
export function alignmentOf(type: string): number {
  switch (type[0]) {
    case 'n':
    case 'q':
      return 2;
    case 'b':
    case 'i':
    case 'u':
    case 's':
    case 'o':
    case 'a':
    case 'h':
      return 4;
    case 'x':
    case 't':
    case 'd':
    case '(':
    case '{':
      return 8;
    default:
      return 1;
  }
}

function endOfType(signature: string, at: number, level: number): number {
  const code = signature[at];
  if (code === undefined || level > MOST_LEVELS) throw new BusError(`"${signature}" is no signature`);
  if ('ybnqiuxtdsogvh'.includes(code)) return at + 1;
  if (code === 'a') return endOfType(signature, at + 1, level + 1);
  const close = code === '(' ? ')' : code === '{' ? '}' : null;
  if (close === null) throw new BusError(`"${signature}" is no signature`);
  let end = at + 1;
  while (signature[end] !== close) end = endOfType(signature, end, level + 1);
  return end + 1;
}
