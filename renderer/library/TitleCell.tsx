/** The title of a track, behind a sign where its file is in trouble. */
import type { TrackRow } from '../../app/model/tracks.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { t } from '../words/text.ts';
import styles from './TrackGrid.module.css';

export function TitleCell({ row }: { readonly row: TrackRow }) {
  const problem = row.error ?? (row.missing ? t('The file is missing.') : null);
  return (
    <>
      {problem === null ? null : (
        <span className={styles.problem} title={problem}>
          <Icon name="warning" size={13} />
          <Hidden>{problem} </Hidden>
        </span>
      )}
      {row.title}
    </>
  );
}
