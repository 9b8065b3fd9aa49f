/** Saves actions under a name, for the dialog, the command line and the next time. */
import { useState, type FormEvent } from 'react';
import type { ActionStep } from '../../app/model/actions.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { api, errorWords, queries, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import styles from './ActionsDialog.module.css';

interface SaveGroupProps {
  readonly steps: readonly ActionStep[];
  /** Called with the name of the group; `null` where none was saved. */
  readonly onDone: (name: string | null) => void;
}

export function SaveGroup({ steps, onDone }: SaveGroupProps) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const group = {
        name: name.trim(),
        steps: steps.map(({ action, parameters }) => ({
          action,
          parameters: { ...parameters } as Record<string, string>,
        })),
      };
      await service.actions.save.mutate({ groups: [group] });
      await queries.invalidateQueries(api.actions.list.pathFilter());
      onDone(group.name);
    } catch (error) {
      setProblem(errorWords(error));
    }
  }

  return (
    <form className={styles.foot} aria-label={t('Save as a group')} onSubmit={(event) => void save(event)}>
      {problem === null ? null : (
        <Note tone="problem" urgent>
          {problem}
        </Note>
      )}
      <TextInput
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it has just been asked for
        autoFocus
        className={styles.name}
        aria-label={t('Name of the group')}
        placeholder={t('Name of the group')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button onClick={() => onDone(null)}>{t('Back')}</Button>
      <Button type="submit" look="primary" disabled={name.trim() === ''}>
        {t('Save')}
      </Button>
    </form>
  );
}
