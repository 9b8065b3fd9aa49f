/**
 * The pages of the app: one row each, in the order of the rail. The rail, the address, the title of the window, the
 * View menu of the desktop shell with its keys, and the browser tests follow from this table.
 *
 * Data only: Electron's main process and the browser tests read it too, and they know no React. What shows a page is
 * in `shell/page-components.ts`, which the compiler holds complete.
 */
import type { LibrarySummary } from '../../app/model/library.ts';

interface PageRow {
  /** Its name in the address (`?view=mount`) and in `page:mount`, the command that shows it. */
  readonly id: string;
  /** Its name in the rail, in the title of the window and in the View menu. */
  readonly label: string;
  /** A drawing of `controls/Icon.tsx`. */
  readonly icon: string;
  /** The number behind its name in the rail; a badge without an amount (`null`) is not shown. */
  readonly badge: {
    readonly of: '{{count}} tracks' | '{{count}} problems';
    amount(summary: LibrarySummary): number | null;
  } | null;
  /** A key that shows it, written as those of `commands.ts`, beside its number in the View menu. */
  readonly key?: string;
  /** Whether it stands at the foot of the rail. */
  readonly atFoot?: true;
  /** Whether it also shows the library as of a day of the past. */
  readonly showsPast?: true;
}

export const PAGES = [
  {
    id: 'library',
    label: 'Library',
    icon: 'library',
    badge: { of: '{{count}} tracks', amount: ({ tracks }: LibrarySummary) => tracks },
    key: 'Shift+L',
    showsPast: true,
  },
  { id: 'albums', label: 'Albums', icon: 'album', badge: null, key: 'Shift+A', showsPast: true },
  { id: 'artists', label: 'Artists', icon: 'person', badge: null, key: 'Shift+T', showsPast: true },
  { id: 'playlists', label: 'Playlists', icon: 'playlist', badge: null, key: 'Shift+P' },
  { id: 'review', label: 'Review', icon: 'review', badge: null, key: 'Shift+R' },
  {
    id: 'activity',
    label: 'Activity',
    icon: 'activity',
    badge: {
      of: '{{count}} problems',
      amount: ({ errors, analysisFailed }: LibrarySummary) => errors + analysisFailed || null,
    },
    key: 'Shift+C',
  },
  { id: 'mount', label: 'Mount', icon: 'mount', badge: null, key: 'Shift+M' },
  { id: 'settings', label: 'Settings', icon: 'settings', badge: null, key: 'Ctrl+,', atFoot: true },
] as const satisfies readonly PageRow[];

export type PageId = (typeof PAGES)[number]['id'];

/** The name of a page in English: a text of the catalogues. */
export type PageLabel = (typeof PAGES)[number]['label'];

/** A page as all rows are. */
export interface CatalogPage extends PageRow {
  readonly id: PageId;
  readonly label: PageLabel;
}

/** What the app opens with. */
export const HOME_PAGE: PageId = 'library';

/** The page of that name, or `null`. */
export function pageNamed(name: string | null): PageId | null {
  return PAGES.find(({ id }) => id === name)?.id ?? null;
}

/** Whether a page also shows the library as of a day of the past. */
export function showsPast(page: PageId): boolean {
  return PAGES.some((row: PageRow) => row.id === page && row.showsPast === true);
}

/** The name of a page, in English. */
export function pageLabel(page: PageId): PageLabel {
  return PAGES.find(({ id }) => id === page)?.label ?? 'Library';
}
