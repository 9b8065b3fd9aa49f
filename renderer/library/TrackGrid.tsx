/**
 * The track table: an ARIA grid over rows that the service sorts and pages, of which only those on screen exist.
 *
 * One row (or, after the right arrow, one of its cells) takes part in the tab order. Arrows select as they move,
 * Shift extends, Ctrl moves without selecting, Enter plays. Mouse and keyboard share `use-grid-selection.ts`.
 */
import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { NO_MORE_VALUES } from '../columns/more-values.ts';
import { moreWithEdits, rowWithEdits } from '../columns/row-with-edits.ts';
import { LIBRARY_COLUMNS, useColumns } from '../columns/use-column-layout.ts';
import { useMoreValues } from '../columns/use-more-values.ts';
import { play } from '../playback/player.ts';
import { showToast } from '../messages/toasts.ts';
import { openTrackMenu } from '../commands/track-menu.ts';
import { focusTarget } from '../navigation/focus-targets.ts';
import { requestEdit } from '../selection/edit-requests.ts';
import { isSelected, selectedAmount } from '../selection/selection.ts';
import { chosenTracks } from '../selection/track-choice.ts';
import { useSelection } from '../selection/use-selection.ts';
import type { Point } from '../controls/menu-place.ts';
import { useSettled } from '../controls/use-settled.ts';
import { useEditedValues } from '../service/edited-values.ts';
import { t } from '../words/text.ts';
import type { NextCell } from './CellEditor.tsx';
import { dragFiles, dragRow, prepareDrag } from './drag-rows.ts';
import { cellAfter, type EditedCell } from './edited-cell.ts';
import { gridActionOf, type Reach } from './grid-keys.ts';
import { pagesFor, rowAt, type PageSpan } from './row-pages.ts';
import { indexOfEvent, TrackTable } from './TrackTable.tsx';
import { useGridFocus } from './use-grid-focus.ts';
import { useGridSelection, type TrackList } from './use-grid-selection.ts';
import { useReportedSpan } from './use-reported-span.ts';
import { useRowWindow } from './use-row-window.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
import { useSecondPress } from './use-second-press.ts';
import { useStartRow } from './use-start-row.ts';

/** After this time without another query, rows below the screen are fetched, too. */
const REST_MS = 300;

/** Of the menu of a row from the left edge of the row. */
const MENU_INSET_PX = 60;

interface TrackGridProps {
  readonly list: TrackList;
  /** Called with the pages that are on screen. */
  readonly onSpan: (span: PageSpan) => void;
}

export function TrackGrid({ list, onSpan }: TrackGridProps) {
  const { query, sort, pages, total, stale } = list;
  const listName = JSON.stringify([query, sort]);
  const scroller = useRef<HTMLDivElement>(null);
  const [edited, setEdited] = useState<{ readonly id: number; readonly cell: EditedCell } | null>(null);
  const secondPress = useSecondPress();
  const selection = useSelection((state) => state.selection);
  const shown = useColumns(LIBRARY_COLUMNS);
  const more = useMoreValues(
    pages.map(({ rows }) => rows),
    shown,
  );
  const kept = useEditedValues((state) => state.byTrack);
  const active = Math.min(selection.active, Math.max(0, total - 1));
  const window = useRowWindow(scroller, total, active);
  const focus = useGridFocus(scroller, active, shown);
  const { reach, toggleAt, selectAll } = useGridSelection(list, focus.keep);
  const rests = useSettled(listName, REST_MS) === listName && !stale;
  useReportedSpan(pagesFor(window, rests), onSpan);
  useStartRow({ listName, total, scroller, toTop: window.toTop, show: window.show });
  useScrollAnchor(scroller, pages, listName, window.rowPx);

  function goTo(index: number, how: Reach): void {
    focus.request();
    window.show(index);
    void reach(index, how);
  }

  function playAt(index: number): void {
    const row = rowAt(pages, index);
    if (row !== undefined) void play(row, { kind: 'list', query, sort });
  }

  /**
   * Edits the field of the cell with the focus in its place. Of a row without such a cell, and where several tracks are
   * selected, the details edit it: they show what is changed.
   */
  function editAt(index: number): void {
    const row = rowAt(pages, index);
    if (row === undefined) return;
    const wasSelected = isSelected(selection, row.id, query);
    const several = wasSelected && selectedAmount(selection) > 1;
    if (!wasSelected) void reach(index, 'select');
    if (focus.column >= 0 && !several) editCell({ index, column: focus.column });
    else {
      const field = focus.column < 0 ? 'title' : shown[focus.column]?.field;
      if (field === null || field === undefined) sayNotEditable(focus.column);
      else {
        focusTarget('details');
        requestEdit(field, several ? null : row.id);
      }
    }
  }

  function sayNotEditable(column: number): void {
    const name = shown[column]?.label;
    if (name !== undefined) showToast(t('{{name}} is a property of the file and cannot be edited.', { name: t(name) }));
  }

  function editCell(cell: EditedCell): void {
    const row = rowAt(pages, cell.index);
    if (row === undefined) return;
    if (shown[cell.column]?.field === null) {
      sayNotEditable(cell.column);
      return;
    }
    focus.toCell(cell.column);
    if (cell.index !== active || !isSelected(selection, row.id, query)) void reach(cell.index, 'select');
    window.show(cell.index);
    setEdited({ id: row.id, cell });
  }

  /** Goes on after a cell has been edited. */
  function leaveCell(cell: EditedCell, next: NextCell): void {
    const following = cellAfter(cell, next, shown, total);
    setEdited(null);
    if (following !== null) editCell(following);
    else if (next !== 'none') focus.request();
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const action = gridActionOf(
      { key: event.key, control: event.ctrlKey || event.metaKey, shift: event.shiftKey },
      { index: active, total, rowsOnScreen: window.rowsOnScreen },
    );
    if (action === null || (action.kind === 'select-one' && selectedAmount(selection) <= 1)) return;
    if (action.kind === 'go') goTo(action.index, action.reach);
    else if (action.kind === 'cell') focus.moveColumn(action.step);
    else if (action.kind === 'select-all') selectAll();
    else if (action.kind === 'select-one') goTo(active, 'select');
    else if (action.kind === 'toggle') void toggleAt(active);
    else if (action.kind === 'edit') editAt(active);
    else if (action.kind === 'menu') openMenuAt(active, pointOf(event.target as HTMLElement));
    else playAt(active);
    event.preventDefault();
    event.stopPropagation();
  }

  /** The menu of the selected tracks; of a row that is not selected it selects the row first. */
  function openMenuAt(index: number, at: Point): void {
    const row = rowAt(pages, index);
    if (row === undefined) return;
    if (!isSelected(selection, row.id, query)) goTo(index, 'select');
    void chosenTracks().then((tracks) => {
      if (tracks !== null) openTrackMenu(at, tracks);
      return undefined;
    });
  }

  function onContextMenu(event: MouseEvent<HTMLElement>): void {
    const index = indexOfEvent(event);
    if (index === null) return;
    event.preventDefault();
    openMenuAt(index, { x: event.clientX, y: event.clientY });
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    const index = indexOfEvent(event);
    if (index === null) return;
    const column = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset['column'] ?? null;
    const place = shown.findIndex(({ id }) => id === column);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.detail === 1;
    const isOnly = index === active && selectedAmount(selection) === 1;
    const row = rowAt(pages, index);
    const canEdit = isPlain && isOnly && row !== undefined && (shown[place]?.field ?? null) !== null;
    secondPress.press(`${row?.id ?? ''} ${column ?? ''}`, canEdit ? () => editCell({ index, column: place }) : null);
    focus.leaveCells();
    if (event.ctrlKey || event.metaKey) void toggleAt(index);
    else goTo(index, event.shiftKey ? 'extend' : 'select');
  }

  /** A double click plays, also where its first click has opened the editor because the second one came late. */
  function onDoubleClickCapture(event: MouseEvent<HTMLElement>): void {
    if (!secondPress.hasActed()) return;
    event.stopPropagation();
    setEdited(null);
    focus.request();
    onDoubleClick(event);
  }

  function onDoubleClick(event: MouseEvent<HTMLElement>): void {
    secondPress.press('', null);
    const index = indexOfEvent(event);
    if (index !== null) playAt(index);
  }

  return (
    <TrackTable
      list={list}
      columns={shown}
      scroller={scroller}
      window={window}
      stop={{ index: active, column: focus.column }}
      readOnly={false}
      stateOf={(row, index) => ({
        row: row && rowWithEdits(row, kept.get(row.id)),
        more: row === undefined ? NO_MORE_VALUES : moreWithEdits(more.get(row.id), kept.get(row.id)),
        selected: row !== undefined && isSelected(selection, row.id, query),
        editing:
          row !== undefined && edited?.id === row.id
            ? { column: edited.cell.column, onDone: (next) => leaveCell({ ...edited.cell, index }, next) }
            : null,
      })}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onClickCapture={(event) => secondPress.click(event.detail)}
      onDoubleClick={onDoubleClick}
      onDoubleClickCapture={onDoubleClickCapture}
      onContextMenu={onContextMenu}
      onDragStart={(event) => {
        const index = indexOfEvent(event);
        if (index === null) return;
        // The desktop's own drag is none of the page: Alt asks for it.
        if (event.altKey && dragFiles()) event.preventDefault();
        else dragRow(event.dataTransfer, index, list, selection);
      }}
      onPointerDown={(event) => {
        const index = event.button === 0 ? indexOfEvent(event) : null;
        if (index !== null) prepareDrag(index, list, selection);
      }}
    />
  );
}

/** Where the menu of an element stands that was opened by a key. */
function pointOf(element: HTMLElement): Point {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left + MENU_INSET_PX, y: bottom };
}
