/** The releases that fit, to choose from; and a field for any other release of MusicBrainz. */
import { useId, useState } from 'react';
import type { ProposalDetail } from '../../../app/model/identification.ts';
import { Button } from '../../controls/Button.tsx';
import { Choice } from '../../controls/Choice.tsx';
import { TextInput } from '../../controls/TextInput.tsx';
import { goTo } from '../../navigation/use-address.ts';
import { identify } from '../../service/identify-tracks.ts';
import { t } from '../../words/text.ts';
import styles from './identify.module.css';
import { releaseIdIn, releaseWords, scoreWords } from './identify-words.ts';

interface ReleaseChoicesProps {
  readonly detail: ProposalDetail;
  readonly isRunning: boolean;
  readonly onChoose: (release: string) => void;
}

export function ReleaseChoices({ detail, isRunning, onChoose }: ReleaseChoicesProps) {
  const name = useId();
  const [typed, setTyped] = useState('');
  const id = releaseIdIn(typed);
  const files = detail.tracks.flatMap((track) => track.id ?? []);
  async function lookUp(): Promise<void> {
    if (id === null || isRunning) return;
    // The proposal that comes takes the place of this one.
    if (await identify({ where: { ids: files }, release: id })) goTo({ at: null });
  }
  return (
    <fieldset className={styles.choices}>
      <legend>{t('Releases')}</legend>
      {detail.choices.map((choice) => (
        <Choice
          key={choice.id}
          kind="radio"
          name={name}
          label={`${choice.artist} – ${choice.title} ${scoreWords(choice.score)}`}
          hint={releaseWords(choice)}
          checked={choice.id === detail.release}
          onChange={() => onChoose(choice.id)}
        />
      ))}
      <form
        className={styles.other}
        onSubmit={(event) => {
          event.preventDefault();
          void lookUp();
        }}
      >
        <label htmlFor={`${name}-other`}>{t('Another release of MusicBrainz')}</label>
        <TextInput
          id={`${name}-other`}
          value={typed}
          placeholder="https://musicbrainz.org/release/…"
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" aria-disabled={id === null || isRunning}>
          {t('Look up')}
        </Button>
      </form>
    </fieldset>
  );
}
