/**
 * The track table: an ARIA grid over rows that the service sorts and pages, of which only those on screen exist.
 *
 * One row (or, after the right arrow, one of its cells) takes part in the tab order. Arrows select as they move,
 * Shift extends, Ctrl moves without selecting, Enter plays. Mouse and keyboard share `selection.ts`.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import type { TrackPage, TrackRow } from '../../app/model/tracks.ts';
import type { Sort } from '../navigation/address.ts';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { play, usePlayer } from '../playback/player.ts';
import { count } from '../words/amounts.ts';
import { COLUMNS } from './columns.ts';
import { gridActionOf, type Reach } from './grid-keys.ts';
import { pagesFor, placeOf, rowAt, type PageSpan } from './row-pages.ts';
import { moveFocus, rangeTo, selectOne, selectRange, toggle } from '../selection/selection.ts';
import styles from './TrackGrid.module.css';
import { TrackGridHead } from './TrackGridHead.tsx';
import { TrackRowView } from './TrackRowView.tsx';
import { usePlaceInAddress } from './use-place-in-address.ts';
import { useReportedSpan } from './use-reported-span.ts';
import { useRowWindow } from './use-row-window.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
import { collectIds, select, useSelection } from '../selection/use-selection.ts';

interface TrackGridProps {
  readonly query: string;
  readonly sort: Sort;
  readonly pages: readonly TrackPage[];
  readonly total: number;
  readonly stale: boolean;
  readonly onSpan: (span: PageSpan) => void;
}

export function TrackGrid({ query, sort, pages, total, stale, onSpan }: TrackGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const selection = useSelection((state) => state.selection);
  const playingId = usePlayer((state) => state.track?.id ?? null);
  const [column, setColumn] = useState(-1);
  const wantsFocus = useRef(false);
  const awaited = useRef<number | null>(null);
  const active = Math.min(selection.active, Math.max(0, total - 1));
  const view = useRowWindow(scroller, total, active);

  const { first, last } = pagesFor(view.first, view.last);
  useReportedSpan(first, last, onSpan);

  // Another list begins at its top, unless it opens at the track in the address.
  const { toTop, show } = view;
  const listName = JSON.stringify([query, sort]);
  usePlaceInAddress(listName, total, toTop, show);

  // A row that was reached before it had arrived is selected when it arrives; a selected row that has moved is followed.
  useEffect(() => {
    const now = useSelection.getState().selection;
    if (awaited.current !== null) {
      const row = rowAt(pages, awaited.current);
      if (row !== undefined && now.active === awaited.current) select(selectOne(row.id, awaited.current));
      if (row !== undefined || now.active !== awaited.current) awaited.current = null;
      return;
    }
    const [only] = now.ids;
    if (stale || now.ids.size !== 1 || only === undefined || rowAt(pages, now.active)?.id === only) return;
    const place = placeOf(pages, only);
    if (place === null) return;
    useSelection.setState({ selection: selectOne(only, place) });
    wantsFocus.current = scroller.current?.contains(document.activeElement) ?? false;
  }, [pages, stale]);

  useScrollAnchor(scroller, pages, listName);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-place="${active}"]`);
    const target = column < 0 ? row : row?.querySelector<HTMLElement>(`[data-column="${COLUMNS[column]?.id ?? ''}"]`);
    target?.focus({ preventScroll: true });
  });

  useFocusTarget('tracks', () => {
    const grid = scroller.current;
    (grid?.querySelector<HTMLElement>('[tabindex="0"]') ?? grid)?.focus();
  });

  const reach = useCallback(
    async (place: number, how: Reach): Promise<void> => {
      wantsFocus.current = true;
      show(place);
      const now = useSelection.getState().selection;
      const row = rowAt(pages, place);
      awaited.current = null;
      if (how === 'move') {
        select(moveFocus(now, place));
      } else if (how === 'extend') {
        const range = rangeTo(now, place);
        select(moveFocus(now, place));
        const ids =
          idsAtHand(pages, range.first, range.last) ?? (await collectIds(query, sort, range.first, range.last));
        if (ids !== null) select(selectRange(useSelection.getState().selection, ids, place));
      } else if (row === undefined) {
        awaited.current = place;
        select(moveFocus(now, place));
      } else {
        select(selectOne(row.id, place));
      }
    },
    [pages, query, sort, show],
  );

  async function selectAll(): Promise<void> {
    const ids = idsAtHand(pages, 0, total - 1) ?? (await collectIds(query, sort, 0, total - 1));
    if (ids !== null) select({ ...useSelection.getState().selection, ids: new Set(ids) });
  }

  function playAt(place: number): void {
    const row = rowAt(pages, place);
    if (row !== undefined) void play(row, { kind: 'list', query, sort });
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const action = gridActionOf(
      { key: event.key, control: event.ctrlKey || event.metaKey, shift: event.shiftKey },
      { index: active, total, rowsOnScreen: view.rowsOnScreen },
    );
    if (action === null || (action.kind === 'select-one' && selection.ids.size <= 1)) return;
    if (action.kind === 'go') void reach(action.index, action.reach);
    else if (action.kind === 'cell') moveColumn(action.step);
    else if (action.kind === 'select-all') void selectAll();
    else if (action.kind === 'select-one') void reach(active, 'select');
    else if (action.kind === 'toggle') toggleAt(active);
    else playAt(active);
    event.preventDefault();
    event.stopPropagation();
  }

  function moveColumn(step: number): void {
    wantsFocus.current = true;
    setColumn((now) => Math.max(-1, Math.min(COLUMNS.length - 1, now + step)));
  }

  function toggleAt(place: number): void {
    const row = rowAt(pages, place);
    if (row !== undefined) select(toggle(useSelection.getState().selection, row.id, place));
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const place = placeOfEvent(event);
    if (place === null) return;
    setColumn(-1);
    if (event.ctrlKey || event.metaKey) toggleAt(place);
    else void reach(place, event.shiftKey ? 'extend' : 'select');
  }

  return (
    <div
      role="grid"
      className={styles.grid}
      style={placeWidth(total)}
      aria-label="Tracks"
      aria-rowcount={total + 1}
      aria-colcount={COLUMNS.length + 1}
      aria-multiselectable="true"
      aria-busy={stale}
    >
      <TrackGridHead sort={sort} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the events are those of its rows */}
      <div
        role="rowgroup"
        ref={scroller}
        className={stale ? `${styles.scroller} ${styles.stale}` : styles.scroller}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={(event) => {
          const place = placeOfEvent(event);
          if (place !== null) playAt(place);
        }}
      >
        <div role="presentation" className={styles.rows} style={{ height: view.height }}>
          {view.rows.map(({ place, top }) => {
            const row = rowAt(pages, place);
            return (
              <TrackRowView
                key={place}
                row={row}
                place={place}
                top={top}
                selected={row !== undefined && selection.ids.has(row.id)}
                playing={row !== undefined && row.id === playingId}
                stop={place === active ? column : null}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Room for the largest place number, so that it is neither cut nor leaves a gap. */
function placeWidth(total: number): CSSProperties {
  return { '--place': `${count(total).length * 0.6 + 2}em` } as CSSProperties;
}

function placeOfEvent(event: MouseEvent<HTMLElement>): number | null {
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-place]');
  return row === null ? null : Number(row.dataset['place']);
}

/** The ids of a range, if all its rows have been fetched. */
function idsAtHand(pages: readonly TrackPage[], first: number, last: number): number[] | null {
  const rows: TrackRow[] = [];
  for (let place = first; place <= last; place += 1) {
    const row = rowAt(pages, place);
    if (row === undefined) return null;
    rows.push(row);
  }
  return rows.map((row) => row.id);
}
