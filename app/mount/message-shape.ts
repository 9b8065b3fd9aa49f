/**
 * Checks of values that come from another process. Written by hand, because the mount's process keeps its memory small
 * and a validation library would take 20 MB of it.
 */

export type Check<Value> = (value: unknown) => value is Value;

/** One check per field of an object type. */
export type Shape<Value> = { readonly [Field in keyof Value]-?: Check<Value[Field]> };

export const text: Check<string> = (value) => typeof value === 'string';
export const integer: Check<number> = (value): value is number => Number.isSafeInteger(value);
export const flag: Check<boolean> = (value) => typeof value === 'boolean';
export const bytes: Check<Uint8Array> = (value) => value instanceof Uint8Array;

export const nullable =
  <Value>(check: Check<Value>): Check<Value | null> =>
  (value): value is Value | null =>
    value === null || check(value);

export const optional =
  <Value>(check: Check<Value>): Check<Value | undefined> =>
  (value): value is Value | undefined =>
    value === undefined || check(value);

export const oneOf =
  <Value extends string>(values: readonly Value[]): Check<Value> =>
  (value): value is Value =>
    values.some((one) => one === value);

export const listOf =
  <Value>(check: Check<Value>): Check<readonly Value[]> =>
  (value): value is readonly Value[] =>
    Array.isArray(value) && value.every(check);

export const recordOf =
  <Value>(check: Check<Value>): Check<Readonly<Record<string, Value>>> =>
  (value): value is Readonly<Record<string, Value>> =>
    isObject(value) && Object.values(value).every(check);

/** An object with these fields; others are ignored. */
export const objectOf =
  <Value extends object>(shape: Shape<Value>): Check<Value> =>
  (value): value is Value =>
    isObject(value) &&
    (Object.entries(shape) as [string, Check<unknown>][]).every(([field, check]) => check(value[field]));

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
