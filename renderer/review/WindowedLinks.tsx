/**
 * A list of findings: links of which only those on screen exist, whatever their number; arrows go through it, and what
 * has the focus is shown.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { rowAfterKey } from '../controls/row-after-key.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { goTo } from '../navigation/use-address.ts';
import styles from './WindowedLinks.module.css';

const ROW_PX = 42;

interface WindowedLinksProps {
  readonly label: string;
  readonly total: number;
  /** The row that is shown beside the list, or `null`. */
  readonly chosen: number | null;
  /** Called when other rows come on screen. */
  readonly onRange: (first: number, last: number) => void;
  /** What stands in a row; `null` while it is not known. */
  readonly renderRow: (index: number) => ReactNode;
}

export function WindowedLinks({ label, total, chosen, onRange, renderRow }: WindowedLinksProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  /** The focus was here last; a row that goes takes it away without a word. */
  const hadFocus = useRef(false);
  // oxlint-disable-next-line react/incompatible-library -- the rule is for the React compiler, which is not used
  const virtualizer = useVirtualizer({
    count: total,
    estimateSize: () => ROW_PX,
    overscan: 8,
    getScrollElement: () => scroller.current,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const stop = Math.min(chosen ?? 0, Math.max(0, total - 1));

  useEffect(() => onRange(first, last), [onRange, first, last]);
  // A row that the address names is shown, wherever it is in the list.
  useEffect(() => {
    if (chosen !== null && chosen < total) virtualizer.scrollToIndex(chosen, { align: 'auto' });
  }, [virtualizer, chosen, total]);
  useEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body) return;
    scroller.current?.querySelector<HTMLElement>('a[tabindex="0"]')?.focus({ preventScroll: true });
  }, [total]);
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const link = scroller.current?.querySelector<HTMLElement>(`[data-index="${stop}"] a`);
    if (link === null || link === undefined) return;
    wantsFocus.current = false;
    link.focus({ preventScroll: true });
  });
  useFocusTarget('tracks', () => {
    virtualizer.scrollToIndex(stop, { align: 'auto' });
    const link = scroller.current?.querySelector<HTMLElement>('a[tabindex="0"]');
    if (link === null || link === undefined) wantsFocus.current = true;
    else link.focus();
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX);
    const index = rowAfterKey(event.key, chosen, total, rows);
    if (index === null) return;
    wantsFocus.current = true;
    goTo({ at: index });
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the events are those of its links
    <div
      ref={scroller}
      className={styles.scroller}
      onKeyDown={onKeyDown}
      onFocus={() => (hadFocus.current = true)}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null) hadFocus.current = false;
      }}
    >
      <ul className={styles.rows} aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <li
            key={index}
            className={styles.row}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={total}
            style={{ transform: `translateY(${start}px)` }}
          >
            <AddressLink
              to={{ at: index }}
              className={styles.link}
              aria-current={index === chosen ? 'true' : undefined}
              tabIndex={index === stop ? 0 : -1}
            >
              {renderRow(index) ?? <span className={styles.waiting}>…</span>}
            </AddressLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FindingRowProps {
  readonly picture: ReactNode;
  readonly title: string;
  readonly note: string;
  /** How much of it there is. */
  readonly amount: string;
}

/** A finding in two lines. */
export function FindingRow({ picture, title, note, amount }: FindingRowProps) {
  return (
    <>
      {picture}
      <span className={styles.words}>
        <b>{title}</b>
        <small>{note}</small>
      </span>
      <span className={styles.amount}>{amount}</span>
    </>
  );
}
