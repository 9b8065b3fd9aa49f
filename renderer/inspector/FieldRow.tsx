/**
 * One field: its value as a button that turns into an editor. Enter commits, Escape cancels, leaving commits. The
 * focus then goes back to where it was: to the tracks, or, after an edit by keyboard in the details, to the button;
 * whoever has gone elsewhere before the answer came stays there.
 * An edited value is red, with the old value and the author under it and a way back to what the file says.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { TextArea, TextInput } from '../controls/TextInput.tsx';
import { focusTarget, isStillAt } from '../navigation/focus-targets.ts';
import { registerEditor } from '../selection/edit-requests.ts';
import { useValueSuggestions } from '../service/use-value-suggestions.ts';
import { fieldLabel, holdsLongText, holdsOneValue } from '../words/field-names.ts';
import { sameValues, textToValues, valuesToText } from '../words/field-text.ts';
import { t } from '../words/text.ts';
import styles from './FieldRow.module.css';
import { useTyping } from './typing.ts';

interface FieldRowProps {
  readonly field: string;
  /** `null` where several tracks differ. */
  readonly values: readonly string[] | null;
  readonly edited: boolean;
  /** Under an edited value: what it was, and by whom. */
  readonly note: string | null;
  /** What differing tracks have, offered while one types. */
  readonly suggestions?: readonly string[];
  /** Said in place of a value where tracks differ. */
  readonly several?: string;
  readonly startEditing?: boolean;
  /** The track that is edited; `null` for several. */
  readonly track: number | null;
  /** @returns whether it was done; the editor stays open otherwise */
  readonly onCommit: (values: string[]) => Promise<boolean>;
  /** Removes the field from all tracks, where they differ. */
  readonly onRemove?: () => Promise<boolean>;
  readonly onRevert: () => Promise<boolean>;
}

const NO_SUGGESTIONS: readonly string[] = [];

export function FieldRow(props: FieldRowProps) {
  const { field, values, edited, note, several = t('several values'), startEditing = false } = props;
  const { track, onRemove, onRevert } = props;
  const [editing, setEditing] = useState(startEditing);
  const button = useRef<HTMLButtonElement>(null);
  const returnFocus = useRef(false);
  const fromTracks = useRef(false);
  const name = fieldLabel(field);

  useEffect(() => {
    const edit = (): void => {
      fromTracks.current = true;
      setEditing(true);
    };
    return registerEditor(field, edit, track);
  }, [field, track]);
  useEffect(() => {
    if (editing || !returnFocus.current) return;
    returnFocus.current = false;
    if (!(fromTracks.current && focusTarget('tracks'))) button.current?.focus();
  }, [editing]);

  return (
    <div className={styles.field} data-edited={edited || undefined}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        {editing ? (
          <FieldEditor
            {...props}
            onDone={(byKey) => {
              returnFocus.current = byKey;
              setEditing(false);
            }}
          />
        ) : (
          <span className={styles.line}>
            <button
              ref={button}
              type="button"
              className={styles.show}
              onPointerDown={(event) => {
                fromTracks.current = event.currentTarget.closest('aside')?.contains(document.activeElement) !== true;
              }}
              onClick={({ detail: clicks }) => {
                if (clicks === 0) fromTracks.current = false;
                setEditing(true);
              }}
            >
              <Hidden>{t('Edit {{name}}:', { name })} </Hidden>
              {values === null ? (
                <i className={styles.none}>{several}</i>
              ) : values.length === 0 ? (
                <i className={styles.none}>{t('none')}</i>
              ) : (
                valuesToText(field, values)
              )}
            </button>
            {onRemove !== undefined && values === null ? (
              <IconButton
                icon="remove"
                size={13}
                className={styles.revert}
                label={t('Remove from all tracks: {{name}}', { name })}
                onClick={() => void onRemove()}
              />
            ) : null}
            {edited ? (
              <IconButton
                icon="revert"
                size={13}
                className={styles.revert}
                label={t('Restore the value of the file: {{name}}', { name })}
                onClick={() => void onRevert()}
              />
            ) : null}
          </span>
        )}
        {note === null || editing ? null : <small className={styles.note}>{note}</small>}
      </dd>
    </div>
  );
}

function FieldEditor({
  field,
  values,
  suggestions = NO_SUGGESTIONS,
  several,
  onCommit,
  onDone,
}: FieldRowProps & { readonly onDone: (byKey: boolean) => void }) {
  useTyping();
  const before = values === null ? null : valuesToText(field, values);
  const [text, setText] = useState(before ?? '');
  const known = useValueSuggestions(field, text === before ? '' : text);
  const offered = [...new Set([...suggestions, ...known])];
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const finished = useRef(false);
  const [saving, setSaving] = useState(false);
  /** What was refused: leaving the field does not try it again. */
  const refused = useRef<string | null>(null);
  const name = fieldLabel(field);
  const long = holdsLongText(field) || text.includes('\n');
  const hint = holdsOneValue(field) ? null : t('Separate several values by semicolons.');

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  async function commit(byKey: boolean): Promise<void> {
    if (finished.current || (!byKey && refused.current === text)) return;
    finished.current = true;
    const next = textToValues(field, text);
    const untouched = before === null ? text.trim() === '' : sameValues(next, values);
    setSaving(!untouched);
    if (untouched || (await onCommit(next))) onDone(byKey && isStillAt(input.current));
    else {
      setSaving(false);
      finished.current = false;
      refused.current = text;
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !(long && event.shiftKey)) void commit(true);
    else if (event.key === 'Escape') {
      finished.current = true;
      onDone(true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const common = {
    ref: input,
    value: text,
    'aria-label': name,
    'aria-busy': saving,
    readOnly: saving,
    'aria-describedby': hint === null ? undefined : `hint-${field}`,
    placeholder: values === null ? (several ?? t('several values')) : undefined,
    onKeyDown,
    onBlur: () => void commit(false),
  };
  return (
    <>
      {long ? (
        <TextArea
          {...common}
          className={styles.input}
          rows={Math.min(8, text.split('\n').length + 1)}
          onChange={(event) => setText(event.target.value)}
        />
      ) : (
        <TextInput
          {...common}
          size="inline"
          className={styles.input}
          list={offered.length > 0 ? `values-${field}` : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {offered.length > 0 && !long ? (
        <datalist id={`values-${field}`}>
          {offered.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </datalist>
      ) : null}
      {hint === null ? null : (
        <small id={`hint-${field}`} className={styles.note}>
          {hint}
        </small>
      )}
    </>
  );
}
