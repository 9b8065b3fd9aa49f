/** The Range header of a request for media (RFC 9110, 14.2), for one range; browsers ask for no more. */

export type RangeResult =
  /** No range, or one that is to be ignored: send everything. */
  | { readonly kind: 'all' }
  | { readonly kind: 'part'; readonly start: number; /** Inclusive. */ readonly end: number }
  /** Nothing of the file lies in it: 416. */
  | { readonly kind: 'unsatisfiable' };

export function parseRange(header: string | undefined, size: number): RangeResult {
  const parts = header === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!parts || (parts[1] === '' && parts[2] === '')) return { kind: 'all' };
  if (parts[1] === '') {
    const length = Math.min(Number(parts[2]), size);
    return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', start: size - length, end: size - 1 };
  }
  const start = Number(parts[1]);
  const end = parts[2] === '' ? size - 1 : Math.min(Number(parts[2]), size - 1);
  if (start >= size) return { kind: 'unsatisfiable' };
  return end < start ? { kind: 'all' } : { kind: 'part', start, end };
}
