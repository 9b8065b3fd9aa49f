/** The list of artists: links of which only those on screen exist; arrows go through it. */
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ListedArtist } from '../../app/model/albums.ts';
import { Cover } from '../controls/Cover.tsx';
import { rowAfterKey } from '../controls/row-after-key.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import type { Then } from '../navigation/use-then.ts';
import { api } from '../service/client.ts';
import { t } from '../words/text.ts';
import type { ArtistOrder } from './artist-order.ts';
import styles from './ArtistList.module.css';

/** High enough for a finger, too. */
const ARTIST_PX = 56;
const COVER_PX = 44;
const PAGE = 200;

interface Place {
  /** Pixels that it is scrolled by. */
  readonly top: number;
  /** Index of the row that takes part in the tab order. */
  readonly active: number;
}

const TOP: Place = { top: 0, active: 0 };
/** Where a list was left, by its name: one goes on there after having looked at an artist. */
const leftAt = new Map<string, Place>();

interface ArtistListProps {
  /** Another list has another name. */
  readonly name: string;
  readonly list: ArtistOrder & Then & { readonly search: string };
  readonly total: number;
}

export function ArtistList({ name, list, total }: ArtistListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const left = leftAt.get(name) ?? TOP;
  const [active, setActive] = useState(left.active);
  /** What had the focus when the list was to get it; `null` while it is not to. The focus that has moved on is left. */
  const wantsFocusOf = useRef<Element | null>(null);
  // oxlint-disable-next-line react/incompatible-library -- the rule is for the React compiler, which is not used
  const virtualizer = useVirtualizer({
    count: total,
    estimateSize: () => ARTIST_PX,
    overscan: 10,
    initialOffset: left.top,
    getScrollElement: () => scroller.current,
  });
  const items = virtualizer.getVirtualItems();
  const artistAt = useArtists(list, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);

  useLayoutEffect(() => {
    if (wantsFocusOf.current === null) return;
    const link = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"] a`);
    if (link === null || link === undefined) return;
    const { activeElement } = document;
    const isStill = activeElement === wantsFocusOf.current || activeElement === document.body;
    wantsFocusOf.current = null;
    if (isStill) link.focus({ preventScroll: true });
  });
  useFocusTarget('tracks', () => {
    const link = scroller.current?.querySelector<HTMLElement>('a[tabindex="0"]') ?? null;
    // The rows of what was typed last may be on their way.
    if (link === null) wantsFocusOf.current = document.activeElement;
    else link.focus();
  });

  function makeActive(index: number): void {
    leftAt.set(name, { ...(leftAt.get(name) ?? TOP), active: index });
    setActive(index);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const rows = Math.floor((scroller.current?.clientHeight ?? 0) / ARTIST_PX);
    const index = event.altKey || event.ctrlKey ? null : rowAfterKey(event.key, active, total, rows);
    if (index === null) return;
    wantsFocusOf.current = document.activeElement;
    virtualizer.scrollToIndex(index, { align: 'auto' });
    makeActive(index);
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the events are those of its links
    <div
      ref={scroller}
      className={styles.scroller}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget }) => leftAt.set(name, { top: currentTarget.scrollTop, active })}
    >
      <ul className={styles.rows} aria-label={t('Artists')} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <li
            key={index}
            className={styles.row}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={total}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Row artist={artistAt(index)} stop={index === active} onFocus={() => makeActive(index)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly artist: ListedArtist | undefined;
  /** Whether it takes part in the tab order. */
  readonly stop: boolean;
  readonly onFocus: () => void;
}

function Row({ artist, stop, onFocus }: RowProps) {
  if (artist === undefined) return null;
  const { name, sortName, albums, appearsOn, tracks, covers } = artist;
  return (
    <AddressLink to={{ item: name }} className={styles.link} tabIndex={stop ? 0 : -1} onFocus={onFocus}>
      <span className={styles.names}>
        <span className={styles.name}>{name}</span>
        {sortName === name ? null : <small>{sortName}</small>}
      </span>
      <span className={styles.covers}>
        {covers.map((art) => (
          <Cover key={art} art={art} size={COVER_PX} />
        ))}
      </span>
      <span className={styles.amount}>{albums === 0 ? '' : t('{{count}} albums', { count: albums })}</span>
      <span className={styles.amount}>
        {appearsOn === 0 ? '' : t('on {{count}} other albums', { count: appearsOn })}
      </span>
      <span className={styles.amount}>{t('{{count}} tracks', { count: tracks })}</span>
    </AddressLink>
  );
}

/** Pages of the list around what is on screen. */
function useArtists(list: ArtistListProps['list'], first: number, last: number) {
  const offsets: number[] = [];
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) offsets.push(page * PAGE);
  return useQueries({
    queries: offsets.map((offset) => ({
      ...api.artists.list.queryOptions({ ...list, offset, limit: PAGE }),
      placeholderData: keepPreviousData,
    })),
    combine: (results) => (index: number) => {
      for (const { data } of results) {
        if (data !== undefined && index >= data.offset && index < data.offset + data.rows.length) {
          return data.rows[index - data.offset];
        }
      }
      return undefined;
    },
  });
}
