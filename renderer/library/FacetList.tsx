/**
 * The values of one facet: a list box with one tab stop, of whose options only those on screen exist. Arrows move, Enter
 * or Space chooses, and choosing the chosen one lets go of it; with Ctrl a value joins the others that are chosen.
 * Spellings of one value are listed one by one, and white space that is not seen is shown.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list box shows neither counts nor our type */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Hidden } from '../controls/Hidden.tsx';
import { rowAfterKey } from '../controls/row-after-key.ts';
import { useRowPx, useRowsLaidOut } from '../controls/use-row-px.ts';
import { count } from '../words/amounts.ts';
import { oddSpaces } from '../words/odd-spaces.ts';
import type { FacetField } from '../words/query-text.ts';
import { t, type Text } from '../words/text.ts';
import type { FacetOption } from './facet-options.ts';
import styles from './Facets.module.css';

/** Height of an option, as in the style sheet. */
const OPTION_PX = 25;

export const FACET_NAMES: Readonly<
  Record<FacetField, { readonly name: Text; readonly ofMany: Text; readonly none: Text }>
> = {
  genre: { name: 'Genre', ofMany: 'genres', none: 'no genre' },
  albumartist: { name: 'Album artist', ofMany: 'album artists', none: 'no album artist' },
  album: { name: 'Album', ofMany: 'albums', none: 'no album' },
  kind: { name: 'Kind', ofMany: 'kinds', none: 'unknown kind' },
};

interface FacetListProps {
  readonly field: FacetField;
  readonly total: number;
  /** `undefined` while it is not known. */
  readonly optionAt: (index: number) => FacetOption | undefined;
  readonly isChosen: (option: FacetOption) => boolean;
  /** Called when other options come on screen. */
  readonly onRange: (first: number, last: number) => void;
  /** @param isAdded to what is chosen already */
  readonly onChoose: (option: FacetOption, isAdded: boolean) => void;
}

export function FacetList({ field, total, optionAt, isChosen, onRange, onChoose }: FacetListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const wantsFocus = useRef(false);
  const rowPx = useRowPx(OPTION_PX);
  // oxlint-disable-next-line react/incompatible-library -- the rule is for the React compiler, which is not used
  const virtualizer = useVirtualizer({
    count: total,
    estimateSize: () => rowPx,
    overscan: 6,
    getScrollElement: () => scroller.current,
  });
  useRowsLaidOut(virtualizer, rowPx);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const at = Math.min(stop, Math.max(0, total - 1));

  useEffect(() => onRange(first, last), [onRange, first, last]);
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const option = scroller.current?.querySelector<HTMLElement>(`[data-option="${at}"]`);
    if (option === null || option === undefined) return;
    wantsFocus.current = false;
    option.focus({ preventScroll: true });
  });

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      const option = optionAt(at);
      if (option !== undefined) onChoose(option, event.ctrlKey);
    } else {
      const rows = Math.floor((scroller.current?.clientHeight ?? 0) / rowPx);
      const next = event.ctrlKey ? null : rowAfterKey(event.key, at, total, rows);
      if (next === null) return;
      wantsFocus.current = true;
      virtualizer.scrollToIndex(next, { align: 'auto' });
      setStop(next);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-labelledby={`facet-${field}`}
      aria-multiselectable
      className={styles.list}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.values} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const option = optionAt(index);
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list box hears the keys of all its options
            <div
              key={index}
              role="option"
              aria-selected={option !== undefined && isChosen(option)}
              aria-posinset={index + 1}
              aria-setsize={total}
              data-option={index}
              className={styles.value}
              style={{ transform: `translateY(${start}px)` }}
              tabIndex={index === at ? 0 : -1}
              onClick={({ ctrlKey, metaKey }) => {
                setStop(index);
                if (option !== undefined) onChoose(option, ctrlKey || metaKey);
              }}
            >
              {option === undefined ? '…' : <OptionText field={field} option={option} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function OptionText({ field, option }: { readonly field: FacetField; readonly option: FacetOption }) {
  const { value, tracks, spellings } = option;
  return (
    <>
      {value === null ? (
        <span className={styles.text}>{t('All')}</span>
      ) : value === '' ? (
        <span className={styles.none}>{t(FACET_NAMES[field].none)}</span>
      ) : (
        <span className={styles.text}>
          {oddSpaces(value).map(({ text, odd }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other name
            <span key={index} className={odd ? styles.odd : undefined}>
              {text}
            </span>
          ))}
        </span>
      )}
      {spellings > 1 ? (
        <span className={styles.spelling} title={t('One of {{spellings}} spellings', { spellings })}>
          <span aria-hidden="true">≈</span>
          <Hidden> {t('(one of {{spellings}} spellings)', { spellings })} </Hidden>
        </span>
      ) : null}
      <span className={styles.count}>{tracks === null ? '' : count(tracks)}</span>
    </>
  );
}
