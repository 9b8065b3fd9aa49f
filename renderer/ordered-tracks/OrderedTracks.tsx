/**
 * A list of tracks in an order of its own, as the queue and playlists have it: an ARIA grid of which only the rows on
 * screen exist. Rows are moved by the pointer or by Alt with the arrows, taken out by Delete, played by Enter.
 *
 * Callers own the order: the list tells what is asked for, by the keys of entries and the index before which they go.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import type { Column } from '../columns/columns.tsx';
import columnStyles from '../columns/Columns.module.css';
import { NO_MORE_VALUES, type MoreValues } from '../columns/more-values.ts';
import { ROW_PX, useRowPx, useRowsLaidOut } from '../controls/use-row-px.ts';
import { announce } from '../messages/announcements.ts';
import { t } from '../words/text.ts';
import type { OrderedEntry } from './ordered-entry.ts';
import { orderedActionOf, stepTarget } from './ordered-keys.ts';
import { OrderedRow } from './OrderedRow.tsx';
import styles from './OrderedTracks.module.css';
import { useSelectAll } from './use-select-all.ts';
import { useRowMenu } from './use-row-menu.ts';
import { rowIndexOf, useRowDrag } from './use-row-drag.ts';

/** The columns of a list that has room for them, and their head. */
export interface OrderedColumns {
  readonly columns: readonly Column[];
  readonly head: ReactNode;
  /** Their widths, as custom properties. */
  readonly widths: Readonly<Record<`--${string}`, string>>;
  /** Track id → what is known of it beside its row. */
  readonly more: ReadonlyMap<number, MoreValues>;
}

interface OrderedTracksProps {
  /** What the list is called, and by which it knows its own entries when they are dragged. */
  readonly label: string;
  readonly total: number;
  /** `undefined` until it has been fetched. */
  readonly entryAt: (index: number) => OrderedEntry | undefined;
  /** Fetches all entries, in order, for lists that know those on screen alone. `entryAt` then knows them, too. */
  readonly fetchAll?: () => Promise<readonly OrderedEntry[]>;
  /** Called with the indices on screen, for callers that fetch what is shown. */
  readonly onRange?: (first: number, last: number) => void;
  readonly onPlay: (index: number) => void;
  /** Without it the list cannot be changed: its rows only play. */
  readonly onMove?: (keys: readonly number[], before: number) => void;
  readonly onRemove?: (keys: readonly number[]) => void;
  /** Tracks that were dragged here from elsewhere. */
  readonly onDropTracks?: (ids: readonly number[], before: number) => void;
  /** Track that plays, where it is marked. */
  readonly playingId?: number | null;
  /** Whether commands of the page are about its selected tracks; it then has their menu. */
  readonly choosesTracks?: boolean;
  /** Without it rows show title, artist and length. */
  readonly columns?: OrderedColumns;
  readonly removeLabel: string;
  /** Whether it has the focus when it appears. */
  readonly focused?: boolean;
}

export function OrderedTracks(props: OrderedTracksProps) {
  const { label, total, entryAt, onRange, onPlay, onMove, onRemove, onDropTracks, focused = false } = props;
  const { columns: shown = null } = props;
  const { choosesTracks = false } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef(0);
  /** The keys of the selected range while they are fetched; null where they are known, or something else was selected. */
  const awaitedRange = useRef<Promise<readonly number[]> | null>(null);
  const wantsFocus = useRef(focused);
  const movedKey = useRef<number | null>(null);
  const hadFocus = useRef(false);
  const at = Math.min(active, Math.max(0, total - 1));
  const rowsAbove = shown === null ? 0 : 1;

  const rowPx = useRowPx(ROW_PX);
  // oxlint-disable-next-line react/incompatible-library -- the rule is for the React compiler, which is not used
  const virtualizer = useVirtualizer({
    count: total,
    estimateSize: () => rowPx,
    overscan: 8,
    getScrollElement: () => scroller.current,
  });
  useRowsLaidOut(virtualizer, rowPx);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last), [first, last, onRange]);

  // Callers may tell the new order later: the focus then follows the moved row, and a row that goes away leaves it to
  // the row that takes its place.
  useLayoutEffect(() => {
    const rowAt = scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`) ?? null;
    if (rowAt === null) return;
    const isAwaited = movedKey.current !== null && rowAt.dataset['key'] === String(movedKey.current);
    const isLost = hadFocus.current && document.activeElement === document.body;
    if (!wantsFocus.current && !isAwaited && !isLost) return;
    wantsFocus.current = false;
    if (isAwaited) movedKey.current = null;
    rowAt.focus({ preventScroll: true });
  });

  function goTo(index: number, extend: boolean): void {
    wantsFocus.current = true;
    virtualizer.scrollToIndex(index, { align: 'auto' });
    setActive(index);
    if (!extend) anchor.current = index;
    selectRange(Math.min(anchor.current, index), Math.max(anchor.current, index));
  }

  /** Selects the rows from one index to another, at once where all of them are known. */
  function selectRange(from: number, to: number): void {
    const keys = new Set<number>();
    for (let row = from; row <= to; row += 1) {
      const key = entryAt(row)?.key;
      if (key !== undefined) keys.add(key);
    }
    setSelected(keys);
    awaitedRange.current = null;
    if (keys.size === to - from + 1 || props.fetchAll === undefined) return;
    const range = props.fetchAll().then((all) => all.slice(from, to + 1).map(({ key }) => key));
    awaitedRange.current = range;
    void range.then((fetched) => {
      if (awaitedRange.current !== range) return;
      awaitedRange.current = null;
      setSelected(new Set(fetched));
    });
  }
  useSelectAll(scroller, choosesTracks, () => selectRange(0, total - 1));

  /** The rows that an action concerns: the selected ones, or the one with the focus where it is not among them. */
  function chosenKeys(index: number): readonly number[] {
    const key = entryAt(index)?.key;
    if (key === undefined) return [];
    return selected.has(key) ? [...selected] : [key];
  }

  function indicesOf(keys: readonly number[]): number[] {
    const wanted = new Set(keys);
    const found: number[] = [];
    for (let index = 0; index < total && found.length < wanted.size; index += 1) {
      const entry = entryAt(index);
      if (entry !== undefined && wanted.has(entry.key)) found.push(index);
    }
    return found;
  }

  function step(direction: 1 | -1): void {
    const keys = chosenKeys(at);
    const rows = indicesOf(keys);
    const target = stepTarget(rows, direction, total);
    if (onMove === undefined || target === null) return;
    onMove(
      rows.map((index) => entryAt(index)!.key),
      target,
    );
    const place = Math.max(0, Math.min(total - 1, at + direction));
    movedKey.current = entryAt(at)?.key ?? null;
    anchor.current = place;
    setActive(place);
    setSelected(new Set(keys));
    announce(t('Moved to place {{place}} of {{total}}', { place: place + 1, total }));
  }

  /** Takes out what is selected: all of a range that is still being fetched, as it was when the key was pressed. */
  function remove(): void {
    if (awaitedRange.current !== null) void awaitedRange.current.then((keys) => onRemove?.(keys));
    else onRemove?.(chosenKeys(at));
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { key, ctrlKey, metaKey, shiftKey: shift, altKey: alt } = event;
    const onButton = (event.target as HTMLElement).closest('button') !== null;
    const action = orderedActionOf(
      { key, control: ctrlKey || metaKey, shift, alt },
      { index: at, total, rowsOnScreen: Math.floor((scroller.current?.clientHeight ?? 300) / rowPx) },
    );
    if (action === null || (onButton && action.kind === 'play')) return;
    if (action.kind === 'go') goTo(action.index, action.extends);
    else if (action.kind === 'move') step(action.step);
    else if (action.kind === 'play') onPlay(at);
    else remove();
    event.preventDefault();
    event.stopPropagation();
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const index = rowIndexOf(event);
    if (index === null || (event.target as HTMLElement).closest('button') !== null) return;
    const key = entryAt(index)?.key;
    if ((event.ctrlKey || event.metaKey) && key !== undefined) {
      const keys = new Set(selected);
      if (!keys.delete(key)) keys.add(key);
      awaitedRange.current = null;
      // What is selected may be scrolled away before a command asks for it.
      void props.fetchAll?.();
      anchor.current = index;
      setActive(index);
      setSelected(keys);
    } else goTo(index, event.shiftKey);
  }

  function chosenTracks(): readonly number[] {
    return indicesOf(selected.size > 0 ? [...selected] : chosenKeys(at)).map((index) => entryAt(index)!.trackId);
  }
  useRowMenu(choosesTracks, scroller, chosenTracks, (index) => {
    const key = entryAt(index)?.key;
    if (key === undefined || !selected.has(key)) goTo(index, false);
    return chosenKeys(index).flatMap((one) => indicesOf([one]).map((row) => entryAt(row)!.trackId));
  });

  const drag = useRowDrag({
    label,
    total,
    rowPx,
    scroller,
    draggedFrom: (index) => indicesOf(chosenKeys(index)).map((row) => entryAt(row)!),
    onMove,
    onDropTracks,
  });

  return (
    <div
      role="grid"
      className={shown === null ? styles.grid : `${columnStyles.grid} ${styles.grid}`}
      style={shown === null ? undefined : (shown.widths as CSSProperties)}
      data-removes={onRemove === undefined ? undefined : true}
      aria-label={label}
      aria-rowcount={total + rowsAbove}
      aria-multiselectable="true"
    >
      {shown?.head}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the events are those of its rows */}
      <div
        role="rowgroup"
        ref={scroller}
        className={shown === null ? styles.scroller : columnStyles.scroller}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => {
          hadFocus.current = true;
          setActive((now) => rowIndexOf(event) ?? now);
        }}
        onBlur={({ relatedTarget }) => {
          // Without a target the row itself has gone.
          if (relatedTarget !== null) hadFocus.current = scroller.current?.contains(relatedTarget) ?? false;
        }}
        onDoubleClick={(event) => {
          const index = rowIndexOf(event);
          if (index !== null) onPlay(index);
        }}
        onDragStart={drag.onDragStart}
        onDragOver={drag.onDragOver}
        onDragLeave={drag.onDragLeave}
        onDrop={drag.onDrop}
      >
        <div role="presentation" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const entry = entryAt(index);
            return (
              <OrderedRow
                key={entry?.key ?? `at ${index}`}
                entry={entry}
                index={index}
                rowsAbove={rowsAbove}
                top={start}
                stop={index === at}
                selected={entry !== undefined && selected.has(entry.key)}
                playing={entry !== undefined && entry.trackId === props.playingId}
                movable={onMove !== undefined}
                columns={shown?.columns ?? null}
                more={(entry === undefined ? undefined : shown?.more.get(entry.trackId)) ?? NO_MORE_VALUES}
                removeLabel={props.removeLabel}
                onRemove={onRemove}
              />
            );
          })}
          {drag.place === null ? null : (
            <div
              role="presentation"
              className={styles.drop}
              style={{ transform: `translateY(${drag.place * rowPx}px)` }}
            />
          )}
        </div>
      </div>
    </div>
  );
}
