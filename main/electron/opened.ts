/**
 * What the shell was started with, or is asked to open while it runs: a link `descant://…`, or files and folders that the
 * desktop hands over. Either becomes the search part of an address of the page. Pure.
 *
 * Links come from anywhere, so that they can only show something: `descant://albums`, `descant://library?q=genre:folk`,
 * `descant://track/12`.
 */
import { isAbsolute, resolve } from 'node:path';
import { PAGES } from '../../renderer/catalog/pages.ts';

export const LINK_SCHEME = 'descant';

/** Options of the shell whose value is the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set(['--library', '--mount']);
/** What a link may say beside its page. */
const PARAMETERS = ['q', 'sort', 'track', 'item'] as const;
const LONGEST = 4000;

/**
 * @param words the command line, without the program and, from a clone, without the project's folder
 * @param directory in which relative paths begin
 * @returns `?q=…` of the page; `null` where nothing is to be opened
 */
export function openedBy(words: readonly string[], directory: string): string | null {
  const named = words.filter((word, at) => !word.startsWith('-') && !WITH_VALUE.has(words[at - 1] ?? ''));
  const link = named.find((word) => word.toLowerCase().startsWith(`${LINK_SCHEME}:`));
  if (link !== undefined) return openedByLink(link);
  const [path] = named;
  return path === undefined ? null : openedByPath(isAbsolute(path) ? path : resolve(directory, path));
}

/** @returns `null` for what is no link of Descant's */
export function openedByLink(link: string): string | null {
  const url = link.length > LONGEST ? null : URL.parse(link);
  if (url === null || url.protocol !== `${LINK_SCHEME}:`) return null;
  const [place = '', detail = ''] = `${url.host}${url.pathname}`.split('/').filter((part) => part !== '');
  const search = new URLSearchParams();
  const page = PAGES.find(({ id }) => id === place);
  if (page !== undefined) search.set('view', page.id);
  else if (place === 'track' && /^\d{1,15}$/u.test(detail)) search.set('track', detail);
  else return null;
  for (const name of PARAMETERS) {
    const value = url.searchParams.get(name);
    if (value !== null) search.set(name, value);
  }
  return `?${search.toString()}`;
}

/** The tracks of a file or a folder: a query for its path, in which two quotation marks stand for one. */
export function openedByPath(path: string): string {
  return `?${new URLSearchParams({ q: `path:"${path.replaceAll('"', '""')}"` }).toString()}`;
}
