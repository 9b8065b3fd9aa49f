/** The title of a track, behind a sign where its file is in trouble or it is set aside. */
import type { TrackRow } from '../../app/model/tracks.ts';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { t } from '../words/text.ts';
import styles from './Columns.module.css';

const ASIDE = {
  hidden: { icon: 'hidden', words: 'Hidden.' },
  trash: { icon: 'remove', words: 'In the trash.' },
} as const;

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
      {row.aside === null ? null : (
        <span className={styles.aside} title={t(ASIDE[row.aside].words)}>
          <Icon name={ASIDE[row.aside].icon} size={13} />
          <Hidden>{t(ASIDE[row.aside].words)} </Hidden>
        </span>
      )}
      {row.title}
    </>
  );
}
