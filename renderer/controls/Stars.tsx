/** Five stars in halves: a rating that is shown, and set where the pointer is pressed. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions -- a drawing that the pointer sets; keys rate by commands */
import type { MouseEvent } from 'react';
import { t } from '../words/text.ts';
import { ratingAt } from './rating-at.ts';
import styles from './Stars.module.css';

const STAR = 'M6 .8l1.600 3.400 3.700.5-2.700 2.600.7 3.700L6 9.200l-3.300 1.800.7-3.700L.7 4.700l3.700-.5z';
/** Distance of the stars in the drawing, which is 68 wide. */
const STEP = 14;
const WIDTH = 68;
const PATHS = [0, 1, 2, 3, 4];

interface StarsProps {
  /** 0 to 5 in halves; `null` without a rating. */
  readonly rating: number | null;
  /** Called with what was pressed; `null` where it was pressed again: no rating. Absent where it is only shown. */
  readonly onRate?: (rating: number | null) => void;
}

export function Stars({ rating, onRate }: StarsProps) {
  function onClick(event: MouseEvent<HTMLElement>): void {
    if (onRate === undefined) return;
    event.stopPropagation();
    // The second click of a double click would take back what the first one has set.
    if (event.detail > 1) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const pressed = ratingAt((event.clientX - left) / width);
    onRate(pressed === rating ? null : pressed);
  }
  const shown = rating ?? 0;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys rate what is selected: see the commands
    <span
      role="img"
      className={styles.stars}
      aria-label={rating === null ? t('No rating') : t('{{rating}} of 5 stars', { rating })}
      onClick={onClick}
      onDoubleClick={(event) => {
        if (onRate !== undefined) event.stopPropagation();
      }}
    >
      <svg viewBox={`0 0 ${WIDTH} 12`} width={WIDTH} height={12} aria-hidden="true">
        {PATHS.map((star) => (
          <path
            key={star}
            className={shown >= star + 1 ? styles.on : styles.off}
            d={STAR}
            transform={`translate(${star * STEP})`}
          />
        ))}
        {Number.isInteger(shown) ? null : <Half at={Math.floor(shown) * STEP} />}
      </svg>
    </span>
  );
}

/** The left half of a star. */
function Half({ at }: { readonly at: number }) {
  return (
    <path
      className={styles.on}
      d="M6 .8v8.400l-3.300 1.800.7-3.700L.7 4.700l3.700-.5z"
      transform={`translate(${at})`}
    />
  );
}
