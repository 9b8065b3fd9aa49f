/**
 * The track table of another moment: the head, the columns and the rows of the table of now, without selection, menus,
 * editing and what is asked for beside the rows. Arrows go through it, Enter and a double click play.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { Point } from '../controls/menu-place.ts';
import { play, usePlayer } from '../playback/player.ts';
import { count } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { widthProperties } from './column-widths.ts';
import { columnsThen } from './columns-then.tsx';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { gridActionOf } from './grid-keys.ts';
import { NO_MORE_VALUES } from './more-values.ts';
import { pagesFor, rowAt, type PageSpan } from './row-pages.ts';
import styles from './TrackGrid.module.css';
import { TrackGridHead } from './TrackGridHead.tsx';
import { TrackRowView } from './TrackRowView.tsx';
import { useColumns } from './use-column-layout.ts';
import { useFittedColumns } from './use-fitted-columns.ts';
import { useGridFocus } from './use-grid-focus.ts';
import type { TrackList } from './use-grid-selection.ts';
import { useReportedSpan } from './use-reported-span.ts';
import { useRowWindow } from './use-row-window.ts';

interface TracksThenProps {
  readonly list: TrackList;
  /** Called with the pages that are on screen. */
  readonly onSpan: (span: PageSpan) => void;
}

export function TracksThen({ list, onSpan }: TracksThenProps) {
  const { sort, pages, total, stale } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const [menu, setMenu] = useState<Point | null>(null);
  const playingId = usePlayer((state) => state.track?.id ?? null);
  const columns = useColumns();
  const shown = useMemo(() => columnsThen(columns), [columns]);
  const fitted = useFittedColumns(list, shown);
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
    <div className={styles.table}>
      <ColumnsMenu at={menu} onOpen={setMenu} />
      <div
        role="grid"
        className={styles.grid}
        style={widthProperties(fitted, count(total).length)}
        aria-label={t('Tracks')}
        aria-rowcount={total + 1}
        aria-colcount={shown.length + 1}
        aria-readonly="true"
        aria-busy={stale}
      >
        <TrackGridHead sort={sort} columns={shown} onMenu={setMenu} />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the events are those of its rows */}
        <div
          role="rowgroup"
          ref={scroller}
          className={stale ? `${styles.scroller} ${styles.stale}` : styles.scroller}
          tabIndex={-1}
          onKeyDown={onKeyDown}
          onClick={(event) => setChosen(indexOfEvent(event) ?? active)}
          onDoubleClick={(event) => playAt(indexOfEvent(event) ?? active)}
          onDragStart={(event) => event.preventDefault()}
        >
          <div role="presentation" className={styles.rows} style={{ height: window.height }}>
            {window.rows.map(({ index, top }) => {
              const row = rowAt(pages, index);
              return (
                <TrackRowView
                  key={index}
                  row={row}
                  more={NO_MORE_VALUES}
                  columns={shown}
                  index={index}
                  top={top}
                  selected={false}
                  playing={row !== undefined && row.id === playingId}
                  editing={null}
                  stop={index === active ? focus.column : null}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

function indexOfEvent(event: MouseEvent<HTMLElement>): number | null {
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
  return row === null ? null : Number(row.dataset['index']);
}
