/** What the library of now and that of another day share: the search with the totals, and the sheet under it. */
import type { ReactNode } from 'react';
import { Note } from '../controls/Note.tsx';
import { errorWords } from '../service/client.ts';
import { fileSize } from '../words/amounts.ts';
import { span } from '../words/duration.ts';
import { t } from '../words/text.ts';
import styles from './LibraryPage.module.css';
import { SearchField } from './SearchField.tsx';
import type { ShownTracks } from './use-track-list.ts';

interface TrackSheetProps {
  readonly tracks: ShownTracks;
  /** Buttons beside the search. */
  readonly buttons?: ReactNode;
  /** Above the tracks on the sheet. */
  readonly facets: ReactNode;
  /** The tracks, or what stands in their place. */
  readonly children: ReactNode;
}

export function TrackSheet({ tracks, buttons, facets, children }: TrackSheetProps) {
  const { list, totals, malformed, problem } = tracks;
  return (
    <>
      <div className={styles.top}>
        <SearchField query={list.query} error={malformed} />
        {buttons}
        <span className={styles.count}>
          {totals === null
            ? ''
            : `${t('{{count}} tracks', { count: totals.tracks })} · ${span(totals.duration)} · ${fileSize(totals.bytes)}`}
        </span>
      </div>
      <div className={styles.sheet}>
        {facets}
        {problem === null ? null : (
          <div className={styles.problem}>
            <Note tone="problem" urgent>
              {errorWords(problem)}
            </Note>
          </div>
        )}
        {children}
      </div>
    </>
  );
}
