/** The rating of a track, set where a star is pressed, and its heart. Both change the pressed track alone. */
import type { TrackRow } from '../../app/model/tracks.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Stars } from '../controls/Stars.tsx';
import { editTracks } from '../service/edit-tracks.ts';
import { t } from '../words/text.ts';
import styles from './Columns.module.css';

export function RatingCell({ row }: { readonly row: TrackRow }) {
  return (
    <Stars
      rating={row.rating}
      onRate={(rating) => void editTracks([row.id], { rating: rating === null ? null : [String(rating)] })}
    />
  );
}

export function FavouriteCell({ row }: { readonly row: TrackRow }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a command has the key
    <span
      className={styles.heart}
      data-on={row.favourite || undefined}
      onClick={(event) => {
        event.stopPropagation();
        // The second click of a double click would take back what the first one has set.
        if (event.detail > 1) return;
        void editTracks([row.id], { favourite: row.favourite ? null : ['1'] });
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Icon name="heart" size={13} />
      {row.favourite ? <Hidden>{t('Favourite')}</Hidden> : null}
    </span>
  );
}
