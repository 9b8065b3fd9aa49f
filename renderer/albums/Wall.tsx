/**
 * The wall of albums: an ARIA grid of which only the rows on screen exist. Arrows go over the covers in both
 * directions, Enter or a click opens the album in place, Escape closes it.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { AlbumRow } from '../../app/model/albums.ts';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { goTo } from '../navigation/use-address.ts';
import { useThen } from '../navigation/use-then.ts';
import { queueLast, queueNext } from '../playback/queue-commands.ts';
import { t } from '../words/text.ts';
import { AlbumContent } from './AlbumContent.tsx';
import { giveCover, playAlbum, withTracks } from './album-commands.ts';
import { AlbumTile } from './AlbumTile.tsx';
import { useSize } from '../controls/use-size.ts';
import { rowAt, rowCount, rowOf, tileAfterKey, wallLayout } from './wall-layout.ts';
import styles from './Wall.module.css';

/** Height of an open album before it is known. */
const OPEN_PX = 320;

/** Where a list was scrolled to when it was left, by its name. */
const leftAt = new Map<string, number>();

interface WallProps {
  /** Changes with query, filter and order. */
  readonly listName: string;
  readonly total: number;
  readonly stale: boolean;
  readonly albumAt: (index: number) => AlbumRow | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** Edge of covers that one has chosen. */
  readonly wanted: number;
  /** The album that is open, and the index of its tile. */
  readonly open: { readonly id: number; readonly at: number } | null;
}

export function Wall({ listName, total, stale, albumAt, onRange, wanted, open }: WallProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(scroller);
  const { columns, gap, edge, rowHeight } = wallLayout(width, wanted);
  const openAt = open?.at ?? null;
  const then = useThen();
  const onPlay = useCallback((album: AlbumRow) => void playAlbum(album, then), [then]);
  const [chosen, setActive] = useState(openAt ?? 0);
  const active = Math.min(chosen, Math.max(0, total - 1));
  const wantsFocus = useRef(false);
  const [byKey, setByKey] = useState(false);
  const activeRow = rowOf(active, total, columns, openAt);

  // oxlint-disable-next-line react/incompatible-library -- the rule is for the React compiler, which is not used
  const virtualizer = useVirtualizer({
    count: width === 0 ? 0 : rowCount(total, columns, openAt),
    estimateSize: (row) => (rowAt(row, total, columns, openAt).kind === 'open' ? OPEN_PX : rowHeight),
    getItemKey: (row) => {
      const what = rowAt(row, total, columns, openAt);
      return what.kind === 'open' ? `open ${open?.id}` : `${columns} ${edge} ${what.first}`;
    },
    paddingStart: gap,
    overscan: 2,
    initialOffset: leftAt.get(listName) ?? 0,
    getScrollElement: () => scroller.current,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return total === 0 || rows.includes(activeRow) ? rows : [...rows, activeRow].toSorted((a, b) => a - b);
    },
  });
  const rows = virtualizer.getVirtualItems();
  const range = virtualizer.range;
  const first = Math.max(0, (range?.startIndex ?? 0) - 2) * columns;
  const last = ((range?.endIndex ?? 4) + 2) * columns;
  useEffect(() => onRange(first, last), [first, last, onRange]);

  // Opened by a link or gone back to: the open album is in view.
  const shown = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (width === 0 || openAt === shown.current) return;
    shown.current = openAt;
    if (openAt !== null) virtualizer.scrollToIndex(rowOf(openAt, total, columns, openAt), { align: 'start' });
  }, [width, openAt, total, columns, virtualizer]);

  // Another list begins at its top, or where it was left.
  const listBefore = useRef(listName);
  useEffect(() => {
    if (listBefore.current === listName) return;
    listBefore.current = listName;
    scroller.current?.scrollTo({ top: leftAt.get(listName) ?? 0 });
  }, [listName]);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const link = scroller.current?.querySelector<HTMLElement>(`[data-tile="${active}"] a`);
    if (link === null || link === undefined) return;
    wantsFocus.current = false;
    link.focus({ preventScroll: true });
  });
  useFocusTarget('tracks', () => scroller.current?.querySelector<HTMLElement>('a[tabindex="0"]')?.focus());

  function focusTile(index: number): void {
    wantsFocus.current = true;
    virtualizer.scrollToIndex(rowOf(index, total, columns, openAt), { align: 'auto' });
    setActive(index);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const album = albumAt(active);
    if (event.key === 'Escape' && open !== null) {
      goTo({ item: '', at: null });
      focusTile(open.at);
    } else if (tileOf(event) === null) return;
    else if (event.key === 'Enter' && event.shiftKey && album !== undefined) void withTracks(album, then, queueNext);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && album !== undefined) {
      void withTracks(album, then, queueLast);
    } else {
      if (event.altKey || event.ctrlKey) return;
      const index = tileAfterKey(event.key, active, total, columns, Math.floor(height / rowHeight));
      if (index === null) return;
      focusTile(index);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const index = tileOf(event);
    if (index === null) return;
    setActive(index);
    // A key press on a link is a click without a pointer: then the focus goes on into the album.
    setByKey(event.detail === 0);
  }

  return (
    <div
      role="grid"
      className={styles.grid}
      aria-label={t('Albums')}
      aria-rowcount={rowCount(total, columns, openAt)}
      aria-colcount={columns}
      aria-busy={stale}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the events are those of its tiles */}
      <div
        role="rowgroup"
        ref={scroller}
        className={stale ? `${styles.scroller} ${styles.stale}` : styles.scroller}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onScroll={(event) => leftAt.set(listName, event.currentTarget.scrollTop)}
      >
        <div role="presentation" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const what = rowAt(row.index, total, columns, openAt);
            const place = { transform: `translateY(${row.start}px)` };
            if (what.kind === 'open') {
              const column = (openAt ?? 0) % columns;
              const notch = gap + column * (edge + gap) + edge / 2;
              return (
                <div
                  key={row.key}
                  ref={virtualizer.measureElement}
                  data-index={row.index}
                  role="row"
                  aria-rowindex={row.index + 1}
                  className={styles.open}
                  style={place}
                >
                  <div role="gridcell" aria-colspan={columns} className={styles.band}>
                    <span className={styles.notch} style={{ left: notch }} aria-hidden="true" />
                    <AlbumContent
                      key={open?.id}
                      id={open?.id ?? 0}
                      look="band"
                      focused={byKey}
                      onClose={() => {
                        goTo({ item: '', at: null });
                        focusTile(openAt ?? 0);
                      }}
                    />
                  </div>
                </div>
              );
            }
            const indices = Array.from({ length: Math.min(columns, total - what.first) }, (_, at) => what.first + at);
            return (
              <div
                key={row.key}
                role="row"
                aria-rowindex={row.index + 1}
                className={styles.row}
                style={{ ...place, gap: gap, paddingInline: gap }}
              >
                {indices.map((index) => (
                  <div key={index} role="gridcell">
                    <AlbumTile
                      album={albumAt(index)}
                      index={index}
                      edge={edge}
                      open={index === openAt}
                      stop={index === active}
                      onPlay={onPlay}
                      onPicture={then.asOf === undefined ? giveCover : null}
                    />
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Index of the tile that an event is about; `null` outside of tiles. */
function tileOf(event: MouseEvent<HTMLElement> | KeyboardEvent<HTMLElement>): number | null {
  const tile = (event.target as HTMLElement).closest<HTMLElement>('[data-tile]');
  return tile === null ? null : Number(tile.dataset['tile']);
}
