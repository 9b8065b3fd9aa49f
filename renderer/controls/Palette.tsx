/**
 * A field with a list under it, over the page: what is typed narrows the list, arrows mark a line, Enter takes it,
 * Escape closes it. Callers say what the list holds. Open for as long as it is rendered.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list box cannot be narrowed while one types */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../words/text.ts';
import { Icon } from './Icon.tsx';
import { Key } from './Key.tsx';
import styles from './Palette.module.css';
import { lineAfterKey, markedLine, type PaletteGroup, type PaletteLine } from './palette-rows.ts';
import { useModal } from './use-modal.ts';

interface PaletteProps {
  /** What it is for: its name for screen readers. */
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly groups: readonly PaletteGroup[];
  /** Said where nothing is listed. */
  readonly none: string;
  /** What it is about, beside the field. */
  readonly about: string;
  /** Called with the id of the line that is taken, after `onClose`. */
  readonly onTake: (id: string) => void;
  readonly onClose: () => void;
}

export function Palette({ label, placeholder, text, onText, groups, none, about, onTake, onClose }: PaletteProps) {
  const id = useId();
  const dialog = useModal();
  const [chosen, setChosen] = useState<string | null>(null);
  const marked = markedLine(groups, chosen);
  const taken = useRef<string | null>(null);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  function take(line: string | null): void {
    if (line === null) return;
    taken.current = line;
    dialog.current?.close();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = lineAfterKey(groups, marked, event.key);
    if (next !== null) setChosen(next);
    else if (event.key === 'Enter') take(marked);
    else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={label}
      onClose={() => {
        onClose();
        if (taken.current !== null) onTake(taken.current);
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close();
      }}
    >
      <div className={styles.sheet}>
        <div className={styles.field}>
          <Icon name="search" size={16} />
          <input
            type="text"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- a modal dialog begins at its field
            autoFocus
            role="combobox"
            aria-label={label}
            aria-expanded={marked !== null}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={marked === null ? undefined : `${id}-${marked}`}
            className={styles.input}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            value={text}
            onChange={(event) => {
              setChosen(null);
              onText(event.target.value);
            }}
            onKeyDown={onKeyDown}
          />
          <span className={styles.about}>{about}</span>
          <Key>{t('Esc')}</Key>
        </div>
        <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.list} tabIndex={-1}>
          {groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <div className={styles.title} aria-hidden="true">
                {group.title}
              </div>
              {group.lines.map((line) => (
                <Line
                  key={line.id}
                  id={`${id}-${line.id}`}
                  line={line}
                  marked={line.id === marked}
                  onTake={() => take(line.id)}
                />
              ))}
            </div>
          ))}
        </div>
        {marked === null ? <p className={styles.none}>{none}</p> : null}
        <div className={styles.foot} aria-hidden="true">
          <span>
            <Key>↑</Key> <Key>↓</Key> {t('choose')}
          </span>
          <span>
            <Key>{t('Enter')}</Key> {t('do it')}
          </span>
        </div>
      </div>
    </dialog>
  );
}

interface LineProps {
  readonly id: string;
  readonly line: PaletteLine;
  readonly marked: boolean;
  readonly onTake: () => void;
}

function Line({ id, line: { parts, note, icon, keys, isMusic = false }, marked, onTake }: LineProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the focus, and its keys take lines
    <div id={id} role="option" aria-selected={marked} className={styles.line} tabIndex={-1} onClick={onTake}>
      <span className={styles.icon}>{icon === undefined ? null : <Icon name={icon} size={15} />}</span>
      <span className={isMusic ? styles.music : styles.name}>
        {parts.map(({ text, matches, at }) => (matches ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>))}
      </span>
      {note === undefined ? null : <small className={styles.note}>{note}</small>}
      {keys === undefined ? null : (
        <span className={styles.keys}>
          <Key>{keys}</Key>
        </span>
      )}
    </div>
  );
}
