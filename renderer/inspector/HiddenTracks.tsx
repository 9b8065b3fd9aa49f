/** Says that the search hides selected tracks, with the way to show them. */
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { goTo } from '../navigation/use-address.ts';
import { hiddenWords } from '../words/selection-words.ts';
import { t } from '../words/text.ts';
import styles from './Inspector.module.css';

interface HiddenTracksProps {
  readonly selected: number;
  /** 0 shows nothing. */
  readonly hidden: number;
}

export function HiddenTracks({ selected, hidden }: HiddenTracksProps) {
  if (hidden === 0) return null;
  return (
    <div className={styles.hidden}>
      <Note tone="problem">{hiddenWords(selected, hidden)}</Note>
      <Button size="small" onClick={() => goTo({ query: '' })}>
        {t('Clear the search')}
      </Button>
    </div>
  );
}
