/**
 * The header row: one tab stop, arrows move between the headings, Enter or a click sorts; the same heading
 * again turns the order round.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { useState, type KeyboardEvent } from 'react';
import { Icon } from '../controls/Icon.tsx';
import type { Sort } from '../navigation/address.ts';
import { goTo } from '../navigation/use-address.ts';
import { COLUMNS } from './columns.tsx';
import styles from './TrackGrid.module.css';

export function TrackGridHead({ sort }: { readonly sort: Sort }) {
  const [stop, setStop] = useState(0);

  function move(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const shown = buttons.filter((button) => button.offsetParent !== null);
    const next = shown[shown.indexOf(document.activeElement as HTMLButtonElement) + step];
    if (next === undefined) return;
    setStop(buttons.indexOf(next));
    next.focus();
  }

  return (
    <div role="rowgroup" className={styles.headScroll}>
      <div role="row" className={styles.head} aria-rowindex={1} onKeyDown={move} tabIndex={-1}>
        <span role="columnheader" className={styles.numberHeading} aria-label="Number">
          #
        </span>
        {COLUMNS.map((column, index) => {
          const sorted = sort.field === column.sort;
          return (
            <span
              key={column.id}
              role="columnheader"
              className={styles.heading}
              data-align={column.align}
              data-shown-from={column.shownFrom}
              aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
            >
              <button
                type="button"
                className={styles.sortButton}
                tabIndex={index === stop ? 0 : -1}
                onClick={() => {
                  setStop(index);
                  goTo({ sort: { field: column.sort, descending: sorted && !sort.descending } });
                }}
              >
                {column.label}
                {sorted ? <Icon name={sort.descending ? 'down' : 'up'} size={11} /> : null}
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}
