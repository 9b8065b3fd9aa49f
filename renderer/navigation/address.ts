/**
 * The address: page, query, sort, selected track and what the page has open, as the search part of the URL, so that
 * everything that can be looked at can be linked, reloaded and gone back to. Pure text in and out; `use-address.ts`
 * binds it to the browser.
 */
import { HOME_PAGE, pageNamed, showsPast, type PageId } from '../catalog/pages.ts';
import { momentOf } from '../words/as-of.ts';

export const SORT_FIELDS = [
  'title',
  'artist',
  'album',
  'albumartist',
  'genre',
  'year',
  'track',
  'discnumber',
  'length',
  'kind',
  'bitrate',
  'added',
  'size',
  'rating',
  'favourite',
  'plays',
  'lastplayed',
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export interface Sort {
  readonly field: SortField;
  readonly descending: boolean;
}

/** The service takes no more. */
const MOST_TERMS = 8;

/** What a list is sorted by, the most important first. */
export type SortOrder = readonly Sort[];

export interface Address {
  readonly page: PageId;
  /** Query text as typed, facet terms included. */
  readonly query: string;
  readonly sort: SortOrder;
  /** The track whose details are shown, or `null`. */
  readonly track: number | null;
  /** What the page has open, by the page's own name for it: an album, an artist, a playlist; empty for none. */
  readonly item: string;
  /** The place in the page's list at which `item` is open, or `null` where it fills the page. */
  readonly at: number | null;
  /** The order of the page's list, by its own name; empty for the usual one. The track list has `sort`. */
  readonly order: string;
  /** What the page's list is narrowed to, in the page's own words; empty for all. */
  readonly filter: string;
  /** The words that the page's list is looked through for; empty for all. The track list has `query`. */
  readonly find: string;
  /** The day as of whose end the library is shown, `2026-05-01`; empty for now. */
  readonly asOf: string;
}

/** What belongs to one page and means nothing to another. */
const OF_A_PAGE = { item: '', at: null, order: '', filter: '', find: '' } as const;

export const HOME: Address = {
  page: HOME_PAGE,
  query: '',
  sort: [{ field: 'artist', descending: false }],
  track: null,
  asOf: '',
  ...OF_A_PAGE,
};

/**
 * The address after a change; a change of page leaves behind what belonged to the page. The day as of which the library is
 * shown stays from page to page, as long as they show the past.
 */
export function changedAddress(before: Address, change: Partial<Address>): Address {
  const after = { ...before, ...(isOtherPage(before, change) ? OF_A_PAGE : {}), ...change };
  return showsPast(after.page) ? after : { ...after, asOf: '' };
}

function isOtherPage(before: Address, { page }: Partial<Address>): boolean {
  return page !== undefined && page !== before.page;
}

/** Whether a change is a step that Back undoes; otherwise it replaces the current step. */
export function isStep(before: Address, after: Address): boolean {
  return before.page !== after.page || before.item !== after.item || before.asOf !== after.asOf;
}

/** Reads `location.search`; anything unknown or malformed is as if it were absent. */
export function parseAddress(search: string): Address {
  const parameters = new URLSearchParams(search);
  const sort = parseSort(parameters.get('sort') ?? '');
  const track = Number(parameters.get('track'));
  const at = parameters.get('at') ?? '';
  return {
    page: pageNamed(parameters.get('view')) ?? HOME.page,
    query: parameters.get('q') ?? '',
    sort: sort.length === 0 ? HOME.sort : sort,
    track: Number.isSafeInteger(track) && track > 0 ? track : null,
    item: parameters.get('item') ?? '',
    at: /^\d{1,9}$/u.test(at) ? Number(at) : null,
    order: parameters.get('order') ?? '',
    filter: parameters.get('filter') ?? '',
    find: parameters.get('find') ?? '',
    asOf: momentOf(parameters.get('as-of') ?? '') === null ? '' : parameters.get('as-of')!,
  };
}

/** Writes an address; what equals the home address is left out, so that the home address is empty. */
export function formatAddress(address: Address): string {
  const parameters = new URLSearchParams();
  if (address.page !== HOME.page) parameters.set('view', address.page);
  if (address.query !== '') parameters.set('q', address.query);
  const sort = formatSort(address.sort);
  if (sort !== formatSort(HOME.sort)) parameters.set('sort', sort);
  if (address.track !== null) parameters.set('track', String(address.track));
  for (const name of ['item', 'at', 'order', 'filter', 'find'] as const) {
    const value = address[name];
    if (value !== HOME[name]) parameters.set(name, String(value));
  }
  if (address.asOf !== '') parameters.set('as-of', address.asOf);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** `-year,title` → by year, the latest first, then by title; unknown names and repetitions are left out. */
function parseSort(text: string): SortOrder {
  const terms = new Map<SortField, Sort>();
  for (const term of text.split(',')) {
    const descending = term.startsWith('-');
    const field = SORT_FIELDS.find((name) => name === term.slice(descending ? 1 : 0));
    if (field !== undefined && !terms.has(field)) terms.set(field, { field, descending });
  }
  return [...terms.values()].slice(0, MOST_TERMS);
}

function formatSort(order: SortOrder): string {
  return order.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join(',');
}
