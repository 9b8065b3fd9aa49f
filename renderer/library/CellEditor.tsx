/**
 * A cell that is being edited in place. Enter saves and goes down, Tab saves and goes right (with Shift up and left),
 * Escape goes back; leaving the cell saves. What the service refuses stays open, with the reason under the cell, or is
 * said in a message where another cell is edited by then. Whoever goes elsewhere before the answer has come stays there.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { focusOf } from '../commands/focus-of.ts';
import { Note } from '../controls/Note.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { showToast } from '../messages/toasts.ts';
import { isStillAt } from '../navigation/focus-targets.ts';
import { api } from '../service/client.ts';
import { editOrSay } from '../service/edit-tracks.ts';
import { useValueSuggestions } from '../service/use-value-suggestions.ts';
import { fieldLabel } from '../words/field-names.ts';
import { sameValues, textToValues, valuesToText } from '../words/field-text.ts';
import styles from './CellEditor.module.css';

/** Where the editing goes on: the next row or column, or nowhere, with or without the focus going back to the cell. */
export type NextCell = 'down' | 'up' | 'right' | 'left' | 'cell' | 'none';

interface CellEditorProps {
  /** Track. */
  readonly id: number;
  readonly field: string;
  /** What the cell shows, until the values of the track have arrived. */
  readonly shown: string;
  /** Called when it has ended. */
  readonly onDone: (next: NextCell) => void;
}

export function CellEditor({ id, field, shown, onDone }: CellEditorProps) {
  const { data } = useQuery(api.tracks.get.queryOptions({ id }));
  const values = data === undefined ? null : (data.fields.find((one) => one.field === field)?.values ?? []);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (values === null ? shown : valuesToText(field, values));
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const suggestions = useValueSuggestions(field, typed ?? '');
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  const list = useId();

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (typed === null) input.current?.select();
  });

  async function save(next: NextCell): Promise<void> {
    // Leaving the cell does not try again what was refused.
    if (ended.current || (next === 'none' && problem !== null)) return;
    ended.current = true;
    const wanted = textToValues(field, text);
    const untouched = typed === null || (values !== null && sameValues(wanted, values));
    setSaving(!untouched);
    const refused = untouched ? null : await editOrSay([id], { [field]: wanted.length === 0 ? null : wanted });
    if (input.current === null) {
      if (refused !== null) showToast(refused, { tone: 'problem' });
      return;
    }
    if (refused === null) onDone(isStillAt(input.current) ? next : 'none');
    else {
      ended.current = false;
      setSaving(false);
      setProblem(refused);
      if (focusOf(document.activeElement) !== 'text') input.current.focus();
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    const next = nextCell(event);
    if (next === null) return;
    event.preventDefault();
    if (next === 'cell') {
      ended.current = true;
      onDone('cell');
    } else void save(next);
  }

  const stop = (event: SyntheticEvent): void => event.stopPropagation();
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- it keeps clicks in the field from selecting rows
    <span className={styles.editor} onClick={stop} onDoubleClick={stop} onContextMenu={stop}>
      <TextInput
        ref={input}
        size="inline"
        className={styles.input}
        aria-label={fieldLabel(field)}
        aria-invalid={problem !== null}
        aria-busy={saving}
        readOnly={saving}
        aria-describedby={problem === null ? undefined : `${list}-problem`}
        autoComplete="off"
        spellCheck={false}
        list={suggestions.length > 0 ? list : undefined}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void save('none')}
      />
      <datalist id={list}>
        {suggestions.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </datalist>
      {problem === null ? null : (
        <span id={`${list}-problem`} className={styles.problem}>
          <Note tone="problem" urgent>
            {problem}
          </Note>
        </span>
      )}
    </span>
  );
}

function nextCell({ key, shiftKey }: KeyboardEvent): NextCell | null {
  if (key === 'Enter') return shiftKey ? 'up' : 'down';
  if (key === 'Tab') return shiftKey ? 'left' : 'right';
  return key === 'Escape' ? 'cell' : null;
}
