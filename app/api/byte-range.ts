/** The Range header of a request for media (RFC 9110, 14.2). Only one range is supported: browsers send no more. */

export type RangeResult =
  /** No range, or one to be ignored: the whole file is sent. */
  | { readonly kind: 'all' }
  | { readonly kind: 'part'; readonly start: number; /** Inclusive. */ readonly end: number }
  /** The range lies outside the file: status 416. */
  | { readonly kind: 'unsatisfiable' };

/** The first byte that a Range header asks for; null where only the size of the file tells it. */
export function firstByteOf(header: string | undefined): number | null {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!parts || (parts[1] === '' && parts[2] === '')) return 0;
  return parts[1] === '' ? null : Number(parts[1]);
}

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
