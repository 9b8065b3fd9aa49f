/**
 * The template functions that only turn text into text. They are pure: the same arguments give the same
 * result on every machine. (`%if`, `%ifdef`, `%aunique` and `%sunique` look at the track itself and are
 * compiled in `compile.ts`.)
 */
import { asciify } from './asciify.ts';
import { formatDate } from './dates.ts';
import { VALUE_SEPARATOR } from './template-values.ts';
import { capitalize, graphemes } from './text.ts';
import { titleCase } from './title-case.ts';

/** Ranges for `%bucket`, as beets' plugin of that name has them: "A - D" or "1990-1999". */
export interface Buckets {
  /** `first - last` letters. */
  readonly alpha?: readonly string[];
  /** `first - last` years. */
  readonly year?: readonly string[];
}

export interface TextFunction {
  readonly fewest: number;
  readonly most: number;
  readonly apply: (args: readonly string[], buckets: Buckets) => string;
}

const one = (change: (text: string) => string): TextFunction => ({
  fewest: 1,
  most: 1,
  apply: ([text = '']) => change(text),
});

export const TEXT_FUNCTIONS: Readonly<Record<string, TextFunction>> = {
  lower: one((text) => text.toLowerCase()),
  upper: one((text) => text.toUpperCase()),
  capitalize: one(capitalize),
  title: one((text) =>
    text
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(capitalize)
      .join(' '),
  ),
  titlecase: one(titleCase),
  asciify: one(asciify),
  the: one(articleLast),
  left: {
    fewest: 2,
    most: 2,
    apply: ([text = '', count = '']) => graphemes(text).slice(0, toCount(count, 0)).join(''),
  },
  right: {
    fewest: 2,
    most: 2,
    apply: ([text = '', count = '']) => {
      const parts = graphemes(text);
      return parts.slice(Math.max(0, parts.length - toCount(count, 0))).join('');
    },
  },
  time: { fewest: 2, most: 2, apply: ([text = '', format = '']) => formatDate(text, format) },
  first: {
    fewest: 1,
    most: 5,
    apply: ([text = '', count = '1', skip = '0', separator = VALUE_SEPARATOR, join = VALUE_SEPARATOR]) => {
      const from = toCount(skip, 0);
      const values = separator === '' ? [text] : text.split(separator);
      return values.slice(from, from + toCount(count, 1)).join(join);
    },
  },
  bucket: { fewest: 1, most: 2, apply: ([text = '', kind = ''], buckets) => bucketOf(text, kind.trim(), buckets) },
};

/** "The Beatles" → "Beatles, The", so that it sorts by its first meaningful word. */
function articleLast(text: string): string {
  const match = /^(the|an?)\s+(\S.*)$/i.exec(text.trim());
  return match === null ? text : `${match[2]}, ${match[1]}`;
}

function toCount(text: string, otherwise: number): number {
  return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : otherwise;
}

function bucketOf(text: string, kind: string, buckets: Buckets): string {
  const year = /^\s*(\d{4})/.exec(text)?.[1];
  if (kind === 'year' || (kind !== 'alpha' && year !== undefined)) {
    return year === undefined ? text : yearBucket(Number(year), buckets.year ?? []);
  }
  return alphaBucket(text, buckets.alpha ?? []);
}

function yearBucket(year: number, ranges: readonly string[]): string {
  for (const range of ranges) {
    const match = /^\s*(\d{4})\s*-\s*(\d{4})\s*$/.exec(range);
    if (match !== null && year >= Number(match[1]) && year <= Number(match[2])) return range;
  }
  return `${Math.floor(year / 10)}0s`;
}

function alphaBucket(text: string, ranges: readonly string[]): string {
  const first = (graphemes(asciify(text.trim()))[0] ?? '').toUpperCase();
  for (const range of ranges) {
    const match = /^\s*(\S)\s*-\s*(\S)\s*$/.exec(range.toUpperCase());
    if (match !== null && first >= (match[1] ?? '') && first <= (match[2] ?? '')) return range;
  }
  if (/[A-Z]/.test(first)) return first;
  return /\d/.test(first) ? '0-9' : '#';
}
