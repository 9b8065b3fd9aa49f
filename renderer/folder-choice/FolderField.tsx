/**
 * A field for the path of a folder: completed from what is on the disk while one types, chosen with the system's
 * dialog or dropped where the desktop shell allows it; elsewhere a drop is answered by what to do.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import { Button } from '../controls/Button.tsx';
import { ComboBox } from '../controls/ComboBox.tsx';
import { hasFiles } from '../controls/dragged-files.ts';
import { showToast } from '../messages/toasts.ts';
import { api } from '../service/client.ts';
import { t } from '../words/text.ts';
import styles from './FolderField.module.css';

interface FolderFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  /** Whether it has the focus when it appears. */
  readonly focused?: boolean;
}

export function FolderField({ label, value, onChange, focused = false }: FolderFieldProps) {
  const [open, setOpen] = useState(false);
  const { data = [], isPlaceholderData } = useQuery({
    ...api.library.suggestFolders.queryOptions({ prefix: value }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const bridge = window.descant;

  function onDragOver(event: DragEvent): void {
    if (hasFiles(event.dataTransfer)) event.preventDefault();
  }

  function onDrop(event: DragEvent): void {
    const file = event.dataTransfer.files[0];
    if (file === undefined) return;
    event.preventDefault();
    if (bridge === undefined) {
      showToast(t('A browser does not tell where a dropped folder lies. Type its path, or paste it.'));
      return;
    }
    const path = bridge.pathForDroppedFile(file);
    if (path !== '') onChange(path);
  }

  async function choose(): Promise<void> {
    const path = await bridge?.chooseFolder();
    if (typeof path === 'string') onChange(path);
  }

  return (
    <div className={styles.field} onDrop={onDrop} onDragOver={onDragOver}>
      <ComboBox
        label={label}
        value={value}
        onChange={onChange}
        onTake={(path) => onChange(path.endsWith('/') ? path : `${path}/`)}
        focused={focused}
        open={open}
        onOpenChange={setOpen}
        suggestions={data.filter((path) => path !== value)}
        completion={isPlaceholderData || value.endsWith('/') ? null : onlyOf(data)}
        listLabel={t('Folders')}
        placeholder="/home/you/Music"
      >
        {bridge === undefined ? null : (
          <Button size="large" onClick={() => void choose()}>
            {t('Choose …')}
          </Button>
        )}
      </ComboBox>
    </div>
  );
}

/** The only folder that a path leads to; behind a slash nothing of a name is typed that could lead there. */
function onlyOf(folders: readonly string[]): string | null {
  const [only = null, ...others] = folders;
  return others.length === 0 ? only : null;
}
