/**
 * Which pages of a list are needed for what is on screen, and which row stands at which index.
 * Pages have a fixed size, so that scrolling back and forth asks for the same pages again.
 */
import type { TrackPage, TrackRow } from '../../app/model/tracks.ts';
import type { ScrollDirection } from './mounted-rows.ts';

/** Rows a page: about three screens, a few tens of kilobytes. */
export const PAGE_ROWS = 100;

/** Rows beyond the screen that are fetched with it at the top of a new list: a search waits for no more than it shows. */
const AHEAD_AT_TOP = 20;
/** And once the list rests, and further down: enough to begin to scroll. */
const AHEAD = 120;
/** And where one is scrolling to: rows are there before they are reached, at 800 rows a second and half a second. */
const AHEAD_MOVING = 400;

export interface PageSpan {
  /** Numbers of the first and the last page, both included. */
  readonly first: number;
  readonly last: number;
  /** The last page is needed first: one scrolls towards the top. */
  readonly backward: boolean;
}

/**
 * Pages that cover rows `firstRow..lastRow`, with some rows to spare on both sides.
 * @param rests the list has been shown for a while
 */
export function pagesFor(
  { first: firstRow, last: lastRow, direction }: { first: number; last: number; direction: ScrollDirection },
  rests: boolean,
): PageSpan {
  const near = firstRow <= 0 && !rests ? AHEAD_AT_TOP : AHEAD;
  const before = direction === 'backward' ? AHEAD_MOVING : near;
  const after = direction === 'forward' ? AHEAD_MOVING : near;
  const first = Math.floor(Math.max(0, firstRow - before) / PAGE_ROWS);
  const last = Math.floor(Math.max(0, lastRow + after) / PAGE_ROWS);
  return { first, last: Math.max(first, last), backward: direction === 'backward' };
}

/**
 * Offsets of the pages of a span that exist in a list of `total` rows, of all of them while it is unknown; in the order in
 * which they are needed.
 */
export function offsetsOf(span: PageSpan, total: number | null): number[] {
  const end = total === null ? span.last : Math.min(span.last, Math.max(0, Math.ceil(total / PAGE_ROWS) - 1));
  const start = Math.min(span.first, end);
  const offsets = Array.from({ length: end - start + 1 }, (_, index) => (start + index) * PAGE_ROWS);
  return span.backward ? offsets.toReversed() : offsets;
}

/** The row at an index of the list, if one of the pages holds it. */
export function rowAt(pages: readonly TrackPage[], index: number): TrackRow | undefined {
  const page = pages.find(({ offset, rows }) => index >= offset && index < offset + rows.length);
  return page?.rows[index - page.offset];
}

/** The index of a track in the list, or `null` when none of the pages at hand holds it. */
export function indexOfTrack(pages: readonly TrackPage[], id: number): number | null {
  for (const { offset, rows } of pages) {
    const index = rows.findIndex((row) => row.id === id);
    if (index >= 0) return offset + index;
  }
  return null;
}

/** The ids of the rows `first..last`, or `null` where one of them has not been fetched. */
export function idsOfRows(pages: readonly TrackPage[], first: number, last: number): number[] | null {
  const ids: number[] = [];
  for (let index = first; index <= last; index += 1) {
    const row = rowAt(pages, index);
    if (row === undefined) return null;
    ids.push(row.id);
  }
  return ids;
}
