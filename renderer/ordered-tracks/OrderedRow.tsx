/** One row of a list of tracks that is ordered by hand. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual grid are positioned, which table elements cannot be */
import { memo } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { count } from '../words/amounts.ts';
import { clock } from '../words/duration.ts';
import { useLanguage } from '../words/language-in-use.ts';
import { t } from '../words/text.ts';
import type { OrderedEntry } from './ordered-entry.ts';
import styles from './OrderedTracks.module.css';

interface OrderedRowProps {
  readonly entry: OrderedEntry | undefined;
  readonly index: number;
  /** Pixels from the top of the scrolled element. */
  readonly top: number;
  /** Whether it takes part in the tab order. */
  readonly stop: boolean;
  readonly selected: boolean;
  readonly playing: boolean;
  readonly movable: boolean;
  readonly wide: boolean;
  readonly removeLabel: string;
  readonly onRemove: ((keys: readonly number[]) => void) | undefined;
}

export const OrderedRow = memo(function OrderedRow({
  entry,
  index,
  top,
  stop,
  selected,
  playing,
  movable,
  wide,
  removeLabel,
  onRemove,
}: OrderedRowProps) {
  useLanguage();
  const row = entry?.row;
  const gone = row === null || row?.missing === true;
  return (
    <div
      role="row"
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-index={index}
      data-key={entry?.key}
      data-wide={wide || undefined}
      data-playing={playing || undefined}
      data-gone={gone || undefined}
      tabIndex={stop ? 0 : -1}
      draggable={entry !== undefined}
    >
      <span role="gridcell" className={styles.place}>
        {movable ? <Icon name="grip" size={12} /> : null}
        {wide ? <span>{playing ? '▸' : count(index + 1)}</span> : null}
        {playing ? <Hidden>{t('playing')}</Hidden> : null}
      </span>
      <span role="gridcell" className={styles.title} data-edited={row?.editedFields.includes('title') || undefined}>
        {row === null ? t('A track that is not in the library any more') : row?.title}
        {gone && row !== null ? <Hidden> {t('(its file is missing)')}</Hidden> : null}
      </span>
      <span role="gridcell" className={styles.artist}>
        {row?.artist}
      </span>
      {wide ? (
        <span role="gridcell" className={styles.album}>
          {row?.album}
        </span>
      ) : null}
      <span role="gridcell" className={styles.time}>
        {row === undefined || row === null || row.duration <= 0 ? null : clock(row.duration)}
      </span>
      {onRemove === undefined || entry === undefined ? null : (
        <span role="gridcell" className={styles.remove}>
          <IconButton
            icon="close"
            size={11}
            label={row === undefined || row === null ? removeLabel : `${removeLabel}: ${row.title}`}
            tabIndex={stop ? 0 : -1}
            onClick={() => onRemove([entry.key])}
          />
        </span>
      )}
    </div>
  );
});
