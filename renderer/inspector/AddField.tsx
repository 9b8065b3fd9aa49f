/** Adds a field that a track does not have yet, by a known name or any other. */
import { useState, type FormEvent } from 'react';
import { Button } from '../controls/Button.tsx';
import { fieldName, KNOWN_FIELDS } from '../words/field-names.ts';
import styles from './AddField.module.css';

interface AddFieldProps {
  readonly present: readonly string[];
  readonly onAdd: (field: string) => void;
}

export function AddField({ present, onAdd }: AddFieldProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const free = KNOWN_FIELDS.filter((field) => !present.includes(field));

  function submit(event: FormEvent): void {
    event.preventDefault();
    const typed = text.trim().toLowerCase();
    if (typed === '') return;
    onAdd(free.find((field) => fieldName(field).toLowerCase() === typed) ?? typed);
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
          Add a field
        </Button>
      </div>
    );
  }
  return (
    <form className={styles.add} onSubmit={submit}>
      <input
        ref={(element) => element?.focus()}
        className={styles.input}
        aria-label="Name of the field to add"
        placeholder="Composer, ISRC, or a name of yours"
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
          <option key={field}>{fieldName(field)}</option>
        ))}
      </datalist>
      <Button type="submit" disabled={text.trim() === ''}>
        Add
      </Button>
    </form>
  );
}
