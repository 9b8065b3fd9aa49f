/** Fields that a person has declared for the library: listed, added, and removed with or without their values. */
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { DeclaredField, DeclaredType } from '../../app/model/fields.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { Select } from '../controls/Select.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, service } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { tracksChanged } from '../service/follow-events.ts';
import { t } from '../words/text.ts';
import styles from './DeclaredFields.module.css';
import { addedWords, TYPE_LABELS } from './declared-words.ts';
import { Row } from './Row.tsx';

export function DeclaredFields({ declared }: { readonly declared: readonly DeclaredField[] }) {
  return (
    <>
      {declared.length === 0 ? (
        <p className={styles.none}>{t('Declare a field, and edits, searches, columns and names of files know it.')}</p>
      ) : (
        <ul aria-label={t('Your own fields')}>
          {declared.map((field) => (
            <FieldRow key={field.name} field={field} />
          ))}
        </ul>
      )}
      <AddField />
    </>
  );
}

function FieldRow({ field }: { readonly field: DeclaredField }) {
  const [asking, setAsking] = useState(false);
  const { name, type, title, tag } = field;

  async function remove(clear: boolean): Promise<void> {
    try {
      const { batch, tracks } = await service.fields.remove.mutate({ name, clear });
      if (clear) tracksChanged(null, 'now');
      const kept =
        tracks === 0
          ? ''
          : clear
            ? t(', and from {{count}} tracks', { count: tracks })
            : t('; its values stay, as texts');
      showToast(t('The field {{name}} was removed{{kept}}', { name, kept }), {
        action: { label: t('Undo'), run: () => void undo(batch) },
      });
    } catch (error) {
      showToast(errorWords(error), { tone: 'problem' });
    }
  }

  return (
    <li>
      <Row
        name={title ?? name}
        hint={[name, t(TYPE_LABELS[type]), ...(tag === undefined ? [] : [t('tag {{tag}}', { tag })])].join(' · ')}
      >
        <Button look="quiet" aria-label={t('Remove … {{name}}', { name })} onClick={() => setAsking(true)}>
          {t('Remove …')}
        </Button>
      </Row>
      {asking ? <RemoveQuestion name={name} onRemove={remove} onClose={() => setAsking(false)} /> : null}
    </li>
  );
}

interface RemoveQuestionProps {
  readonly name: string;
  readonly onRemove: (clear: boolean) => Promise<void>;
  readonly onClose: () => void;
}

function RemoveQuestion({ name, onRemove, onClose }: RemoveQuestionProps) {
  const { data } = useQuery(api.tracks.list.queryOptions({ query: `has:${name}`, sort: [], offset: 0, limit: 1 }));
  const tracks = data?.total ?? 0;
  return (
    <Dialog title={t('Remove the field {{name}}?', { name })} look="question" onClose={onClose}>
      <p>
        {tracks === 0
          ? t('No track has a value of it. Undo brings it back.')
          : t(
              '{{count}} tracks have a value of it. The values can stay, as texts, or leave the tracks. Undo brings both back.',
              { count: tracks },
            )}
      </p>
      <DialogActions>
        <Button type="submit">{t('Keep the field')}</Button>
        {tracks === 0 ? null : (
          <Button type="submit" onClick={() => void onRemove(true)}>
            {t('Remove the values, too')}
          </Button>
        )}
        <Button type="submit" look="primary" onClick={() => void onRemove(false)}>
          {t('Remove the field')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const TYPES = (Object.keys(TYPE_LABELS) as DeclaredType[]).map((value) => ({ value, label: TYPE_LABELS[value] }));
const EMPTY = { name: '', title: '', tag: '', type: 'text' as DeclaredType };

function AddField() {
  const [draft, setDraft] = useState(EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<typeof EMPTY>): void => {
    setDraft((now) => ({ ...now, ...part }));
    setProblem(null);
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const name = draft.name.trim().toLowerCase();
    const title = draft.title.trim();
    const tag = draft.tag.trim();
    try {
      const result = await service.fields.add.mutate({
        name,
        type: draft.type,
        ...(title === '' ? {} : { title }),
        ...(tag === '' ? {} : { tag }),
      });
      setDraft(EMPTY);
      showToast(addedWords(name, result), { action: { label: t('Undo'), run: () => void undo(result.batch) } });
    } catch (error) {
      setProblem(errorWords(error));
    }
  }

  const input = (part: 'name' | 'title' | 'tag', label: string, placeholder: string) => (
    <label className={styles.part}>
      <span>{label}</span>
      <TextInput
        size="inline"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        aria-invalid={part === 'name' && problem !== null}
        aria-describedby={part === 'name' && problem !== null ? 'field-problem' : undefined}
        value={draft[part]}
        onChange={(event) => change({ [part]: event.target.value })}
      />
    </label>
  );

  return (
    <form className={styles.add} aria-label={t('Declare a field')} onSubmit={(event) => void submit(event)}>
      {input('name', t('Name'), 'occasion')}
      <span className={styles.part}>
        <span aria-hidden="true">{t('Type')}</span>
        <Select
          label={t('Type')}
          value={draft.type}
          options={TYPES.map(({ value, label }) => ({ value, label: t(label) }))}
          onChange={(type) => change({ type })}
        />
      </span>
      {input('title', t('Shown as'), t('Occasion'))}
      {input('tag', t('Tag in files'), 'OCCASION')}
      <Button type="submit" disabled={draft.name.trim() === ''}>
        {t('Declare')}
      </Button>
      {problem === null ? null : (
        <div id="field-problem" className={styles.problem}>
          <Note tone="problem" urgent>
            {problem}
          </Note>
        </div>
      )}
    </form>
  );
}
