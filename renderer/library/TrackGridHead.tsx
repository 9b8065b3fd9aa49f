/**
 * The header row: one tab stop, arrows move between the headings, Enter or a click sorts; the same heading
 * again turns the order round.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { useState, type KeyboardEvent } from 'react';
import type { Sort } from '../navigation/address.ts';
import { goTo } from '../navigation/use-address.ts';
import { Icon } from '../controls/Icon.tsx';
import { COLUMNS } from './columns.ts';
import styles from './TrackGrid.module.css';

export function TrackGridHead({ sort }: { readonly sort: Sort }) {
  const [stop, setStop] = useState(0);

  function move(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll('button')].filter(
      (button) => button.offsetParent !== null,
    );
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
    if (next === undefined) return;
    setStop(COLUMNS.findIndex((column) => column.id === next.dataset['heading']));
    next.focus();
  }

  return (
    <div role="rowgroup" className={styles.headScroll}>
      <div role="row" className={styles.head} aria-rowindex={1} onKeyDown={move} tabIndex={-1}>
        <span role="columnheader" className={styles.number} aria-label="Place">
          #
        </span>
        {COLUMNS.map((column, index) => {
          const sorted = sort.field === column.sort;
          return (
            <span
              key={column.id}
              role="columnheader"
              className={styles.heading}
              data-column={column.id}
              {...(sorted ? { 'aria-sort': sort.descending ? ('descending' as const) : ('ascending' as const) } : {})}
            >
              <button
                type="button"
                className={styles.sortButton}
                data-heading={column.id}
                data-numeric={column.numeric || undefined}
                tabIndex={index === stop ? 0 : -1}
                onClick={() => {
                  setStop(index);
                  goTo({ sort: { field: column.sort, descending: sorted && !sort.descending } });
                }}
              >
                {column.name}
                {sorted ? <Icon name={sort.descending ? 'down' : 'up'} size={11} /> : null}
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}
