/**
 * A field for the path of a folder: completed from what is on the disk while one types, chosen with the system's
 * dialog or dropped where the desktop shell allows it.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list box cannot be completed while one types */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState, type DragEvent, type KeyboardEvent } from 'react';
import { api } from '../service/client.ts';
import { Button } from '../controls/Button.tsx';
import styles from './FolderField.module.css';

interface FolderFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
}

export function FolderField({ label, value, onChange }: FolderFieldProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const { data } = useQuery({
    ...api.library.suggestFolders.queryOptions({ prefix: value }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const found = open ? (data ?? []).filter((path) => path !== value) : [];
  const shown = found.length > 0;
  const bridge = window.descant;

  function take(path: string): void {
    onChange(path.endsWith('/') ? path : `${path}/`);
    setMarked(-1);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!shown) {
      if (event.key === 'ArrowDown') setOpen(true);
      return;
    }
    const choice = found[marked];
    if (event.key === 'ArrowDown') setMarked((marked + 1) % found.length);
    else if (event.key === 'ArrowUp') setMarked((marked <= 0 ? found.length : marked) - 1);
    else if (event.key === 'Escape') setOpen(false);
    else if ((event.key === 'Enter' || event.key === 'Tab') && choice !== undefined) take(choice);
    else return;
    event.preventDefault();
  }

  function onDrop(event: DragEvent): void {
    const file = event.dataTransfer.files[0];
    if (bridge === undefined || file === undefined) return;
    event.preventDefault();
    const path = bridge.pathForDroppedFile(file);
    if (path !== '') onChange(path);
  }

  return (
    <div className={styles.field} onDrop={onDrop} onDragOver={(event) => event.preventDefault()}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.line}>
        <input
          id={id}
          className={styles.input}
          role="combobox"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && marked >= 0 ? `${id}-${marked}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="/home/you/Music"
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
            setOpen(true);
            setMarked(-1);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
        />
        {bridge === undefined ? null : (
          <Button
            onClick={() =>
              void bridge.chooseFolder().then((path) => {
                if (path !== null) onChange(path);
                return undefined;
              })
            }
          >
            Choose…
          </Button>
        )}
        <div id={`${id}-list`} role="listbox" aria-label="Folders" className={styles.list} hidden={!shown}>
          {found.map((path, index) => (
            <div
              key={path}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === marked}
              className={styles.option}
              tabIndex={-1}
              onPointerDown={(event) => {
                event.preventDefault();
                take(path);
              }}
            >
              {path}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
