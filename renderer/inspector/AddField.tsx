/** Adds a field that a track does not have yet, by a known name or any other. */
import { useState, type FormEvent } from 'react';
import { Button } from '../controls/Button.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { fieldLabel, suggestedFields, typedField } from '../words/field-names.ts';
import { t } from '../words/text.ts';
import styles from './AddField.module.css';
import { useTyping } from './typing.ts';

interface AddFieldProps {
  readonly present: readonly string[];
  readonly onAdd: (field: string) => void;
}

export function AddField({ present, onAdd }: AddFieldProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  useTyping(open);
  const free = suggestedFields().filter((field) => !present.includes(field));

  function submit(event: FormEvent): void {
    event.preventDefault();
    const field = typedField(text);
    if (field === '') return;
    onAdd(field);
    close();
  }

  function close(): void {
    setText('');
    setOpen(false);
  }

  if (!open) {
    return (
      <div className={styles.add}>
        <Button look="quiet" icon="add" onClick={() => setOpen(true)}>
          {t('Add a field')}
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.add} onSubmit={submit}>
      <TextInput
        ref={(element) => element?.focus()}
        className={styles.input}
        aria-label={t('Name of the field to add')}
        placeholder={t('Composer, ISRC, or any other name')}
        list="known-fields"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          close();
        }}
      />
      <datalist id="known-fields">
        {free.map((field) => (
          <option key={field}>{fieldLabel(field)}</option>
        ))}
      </datalist>
      <Button type="submit" disabled={text.trim() === ''}>
        {t('Add')}
      </Button>
    </form>
  );
}
