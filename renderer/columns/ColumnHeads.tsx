/**
 * The header row: one tab stop, arrows move between the headings. Enter or a click sorts, with Shift behind the columns
 * that sort already; the same heading again turns the order round. Headings are dragged to another place and, at their
 * edge, to another width; by keys it is Ctrl+Shift and Shift with the arrows. A right click lists all columns.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
/* oxlint-disable jsx-a11y/interactive-supports-focus -- the button in a heading has the focus */
import { useState, type DragEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { Icon } from '../controls/Icon.tsx';
import type { Point } from '../controls/menu-place.ts';
import type { SortOrder } from '../navigation/address.ts';
import { sortedFirstBy, sortedThenBy } from '../navigation/sort-order.ts';
import { t } from '../words/text.ts';
import { withColumnBefore, withColumnMoved, withColumnWidth } from './column-layout.ts';
import type { Column } from './columns.tsx';
import { ResizeHandle } from './ResizeHandle.tsx';
import styles from './Columns.module.css';
import { changeColumns, type ColumnChoice } from './use-column-layout.ts';

/** Pixels of a step by key. */
const STEP = 12;
const DRAGGED = 'application/x-descant-column';

interface ColumnHeadsProps {
  readonly choice: ColumnChoice;
  readonly columns: readonly Column[];
  /** What the rows are sorted by; empty for an order of their own. */
  readonly sort: SortOrder;
  readonly onSort: (sort: SortOrder) => void;
  /** Opens the list of columns. */
  readonly onMenu: (at: Point) => void;
}

export function ColumnHeads({ choice, columns, sort, onSort, onMenu }: ColumnHeadsProps) {
  const [stop, setStop] = useState(0);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key as 'ArrowLeft'];
    const heading = (event.target as HTMLElement).closest<HTMLElement>('[data-heading]');
    const id = heading?.dataset['heading'];
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) openMenu(event.currentTarget);
    else if (step === undefined || heading === null || id === undefined) return;
    else if (event.shiftKey && (event.ctrlKey || event.metaKey)) moveColumn(id, step);
    else if (event.shiftKey) resize(choice, id, heading.offsetWidth + step * STEP);
    else move(event.currentTarget, step);
    event.preventDefault();
    event.stopPropagation();
  }

  function moveColumn(id: string, step: 1 | -1): void {
    changeColumns(choice, (now) => withColumnMoved(now, id, step));
  }

  function move(head: HTMLElement, step: 1 | -1): void {
    const buttons = [...head.querySelectorAll<HTMLButtonElement>('[data-heading] > button')];
    const shown = buttons.filter((button) => button.offsetParent !== null);
    const next = shown[shown.indexOf(document.activeElement as HTMLButtonElement) + step];
    if (next === undefined) return;
    setStop(buttons.indexOf(next));
    next.focus();
  }

  function openMenu(near: HTMLElement): void {
    const { right, bottom } = near.getBoundingClientRect();
    onMenu({ x: right, y: bottom });
  }

  return (
    <div role="rowgroup" className={styles.headScroll}>
      <div
        role="row"
        className={styles.head}
        aria-rowindex={1}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onContextMenu={(event: MouseEvent) => {
          event.preventDefault();
          onMenu({ x: event.clientX, y: event.clientY });
        }}
      >
        <span role="columnheader" className={styles.numberHeading} aria-label={t('Number (of the row)')}>
          #
        </span>
        {columns.map((column, index) => (
          <Heading
            key={column.id}
            choice={choice}
            column={column}
            sort={sort}
            onSort={onSort}
            isStop={index === Math.min(stop, columns.length - 1)}
            onStop={() => setStop(index)}
          />
        ))}
      </div>
    </div>
  );
}

interface HeadingProps extends Pick<ColumnHeadsProps, 'choice' | 'sort' | 'onSort'> {
  readonly column: Column;
  readonly isStop: boolean;
  readonly onStop: () => void;
}

function Heading({
  choice,
  column: { id, label, align, shownFrom, sort: field, largestFirst },
  sort,
  onSort,
  isStop,
  onStop,
}: HeadingProps) {
  const place = sort.findIndex((term) => term.field === field);
  const term = sort[place];
  const [over, setOver] = useState(false);

  function onClick(event: MouseEvent): void {
    onStop();
    if (field === null) return;
    const sorted = event.shiftKey ? sortedThenBy : sortedFirstBy;
    onSort(sorted(sort, field, largestFirst));
  }

  function onDrop(event: DragEvent): void {
    setOver(false);
    const moved = event.dataTransfer.getData(DRAGGED);
    if (moved !== '') changeColumns(choice, (now) => withColumnBefore(now, moved, id));
  }

  return (
    <span
      role="columnheader"
      className={styles.heading}
      data-heading={id}
      data-align={align}
      data-shown-from={shownFrom}
      data-over={over || undefined}
      aria-sort={place === 0 ? (term?.descending === true ? 'descending' : 'ascending') : undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <button
        type="button"
        className={styles.sortButton}
        data-sorted={term === undefined ? undefined : place + 1}
        aria-disabled={field === null || undefined}
        tabIndex={isStop ? 0 : -1}
        onClick={onClick}
      >
        <span className={styles.label}>{t(label)}</span>
        {term === undefined ? null : (
          <>
            <Icon name={term.descending ? 'down' : 'up'} size={11} />
            {place > 0 ? <small className={styles.place}>{place + 1}</small> : null}
          </>
        )}
      </button>
      <ResizeHandle onResize={(width) => resize(choice, id, width)} onReset={() => resize(choice, id, null)} />
    </span>
  );
}

function resize(choice: ColumnChoice, id: string, width: number | null): void {
  changeColumns(choice, (now) => withColumnWidth(now, id, width));
}
