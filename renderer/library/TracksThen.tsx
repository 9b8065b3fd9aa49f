/**
 * The track table of another moment: the head, the columns and the rows of the table of now, without selection, menus,
 * editing and what is asked for beside the rows. Arrows go through it, Enter and a double click play.
 */
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { NO_MORE_VALUES } from '../columns/more-values.ts';
import { LIBRARY_COLUMNS, useColumns } from '../columns/use-column-layout.ts';
import { play } from '../playback/player.ts';
import { columnsThen } from './columns-then.tsx';
import { gridActionOf } from './grid-keys.ts';
import { pagesFor, rowAt, type PageSpan } from './row-pages.ts';
import { indexOfEvent, TrackTable } from './TrackTable.tsx';
import { useGridFocus } from './use-grid-focus.ts';
import type { TrackList } from './use-grid-selection.ts';
import { useReportedSpan } from './use-reported-span.ts';
import { useRowWindow } from './use-row-window.ts';

const SHOWN_ONLY = { more: NO_MORE_VALUES, selected: false, editing: null } as const;

interface TracksThenProps {
  readonly list: TrackList;
  /** Called with the pages that are on screen. */
  readonly onSpan: (span: PageSpan) => void;
}

export function TracksThen({ list, onSpan }: TracksThenProps) {
  const { pages, total, stale } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const columns = useColumns(LIBRARY_COLUMNS);
  const shown = useMemo(() => columnsThen(columns), [columns]);
  const active = Math.min(chosen, Math.max(0, total - 1));
  const window = useRowWindow(scroller, total, active);
  const focus = useGridFocus(scroller, active, shown);
  useReportedSpan(pagesFor(window, !stale), onSpan);

  function playAt(index: number): void {
    const row = rowAt(pages, index);
    if (row !== undefined) void play(row, { kind: 'tracks', ids: [row.id] });
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const action = gridActionOf(
      { key: event.key, control: event.ctrlKey || event.metaKey, shift: event.shiftKey },
      { index: active, total, rowsOnScreen: window.rowsOnScreen },
    );
    if (action?.kind === 'go') {
      focus.request();
      window.show(action.index);
      setChosen(action.index);
    } else if (action?.kind === 'cell') focus.moveColumn(action.step);
    else if (action?.kind === 'play') playAt(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <TrackTable
      list={list}
      columns={shown}
      scroller={scroller}
      window={window}
      stop={{ index: active, column: focus.column }}
      readOnly
      stateOf={(row) => ({ ...SHOWN_ONLY, row })}
      onKeyDown={onKeyDown}
      onClick={(event) => setChosen(indexOfEvent(event) ?? active)}
      onDoubleClick={(event) => playAt(indexOfEvent(event) ?? active)}
      onDragStart={(event) => event.preventDefault()}
    />
  );
}
