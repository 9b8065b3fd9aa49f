/**
 * The address: page, query, sort and selected track, as the search part of the URL, so that everything that can be
 * looked at can be linked, reloaded and gone back to. Pure text in and out; `use-address.ts` binds it to the browser.
 */
import { HOME_PAGE, pageNamed, type PageId } from '../catalog/pages.ts';

export const SORT_FIELDS = [
  'title',
  'artist',
  'album',
  'albumartist',
  'genre',
  'year',
  'track',
  'length',
  'kind',
  'bitrate',
  'added',
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export interface Sort {
  readonly field: SortField;
  readonly descending: boolean;
}

export interface Address {
  readonly page: PageId;
  /** Query text as typed, facet terms included. */
  readonly query: string;
  readonly sort: Sort;
  /** The track whose details are shown, or `null`. */
  readonly track: number | null;
}

export const HOME: Address = { page: HOME_PAGE, query: '', sort: { field: 'artist', descending: false }, track: null };

/** Reads `location.search`; anything unknown or malformed is as if it were absent. */
export function parseAddress(search: string): Address {
  const parameters = new URLSearchParams(search);
  const sortText = parameters.get('sort') ?? '';
  const descending = sortText.startsWith('-');
  const field = SORT_FIELDS.find((name) => name === sortText.slice(descending ? 1 : 0));
  const track = Number(parameters.get('track'));
  return {
    page: pageNamed(parameters.get('view')) ?? HOME.page,
    query: parameters.get('q') ?? '',
    sort: field === undefined ? HOME.sort : { field, descending },
    track: Number.isSafeInteger(track) && track > 0 ? track : null,
  };
}

/** Writes an address; what equals the home address is left out, so that the home address is empty. */
export function formatAddress(address: Address): string {
  const parameters = new URLSearchParams();
  if (address.page !== HOME.page) parameters.set('view', address.page);
  if (address.query !== '') parameters.set('q', address.query);
  const sort = `${address.sort.descending ? '-' : ''}${address.sort.field}`;
  if (sort !== HOME.sort.field) parameters.set('sort', sort);
  if (address.track !== null) parameters.set('track', String(address.track));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
