/** What can be done with a playlist or a folder as a whole: rename, move, export, delete. */
import { useState } from 'react';
import { PLAYLIST_FORMATS_SHOWN } from './export-formats.ts';
import type { PlaylistEntry } from '../../app/model/playlists.ts';
import { Button } from '../controls/Button.tsx';
import { Select } from '../controls/Select.tsx';
import { t } from '../words/text.ts';
import { NameDialog } from './NameDialog.tsx';
import { deletePlaylist, exportPlaylist, moveToFolder, renamePlaylist } from './playlist-commands.ts';
import { folderChoices } from './playlist-tree.ts';
import styles from './Playlists.module.css';

const TOP = 'top';

interface PlaylistToolsProps {
  readonly entry: PlaylistEntry;
  readonly all: readonly PlaylistEntry[];
}

export function PlaylistTools({ entry, all }: PlaylistToolsProps) {
  const [renaming, setRenaming] = useState(false);
  const { id, kind, name, folder } = entry;
  const folders = folderChoices(all, id);
  return (
    <div className={styles.tools}>
      <Button icon="edit" onClick={() => setRenaming(true)}>
        {t('Rename …')}
      </Button>
      {folders.length === 0 ? null : (
        <Select
          label={t('Folder')}
          value={folder === null ? TOP : String(folder)}
          options={[
            { value: TOP, label: t('in no folder') },
            ...folders.map((one) => ({ value: String(one.id), label: t('in {{label}}', { label: one.label }) })),
          ]}
          onChange={(value) => void moveToFolder(id, value === TOP ? null : Number(value))}
        />
      )}
      {kind === 'folder' || kind === 'search' ? null : (
        <Select
          label={t('Export as')}
          value=""
          options={[
            { value: '', label: t('Export …') },
            ...PLAYLIST_FORMATS_SHOWN.filter(({ value }) => value !== 'nsp' || kind === 'smart'),
          ]}
          onChange={(format) => {
            if (format !== '') void exportPlaylist(id, name, format);
          }}
        />
      )}
      <Button icon="remove" onClick={() => void deletePlaylist(id, name)}>
        {t('Delete')}
      </Button>
      {renaming ? (
        <NameDialog
          title={t('Rename {{name}}', { name })}
          usual={name}
          done={t('Rename')}
          hint={t('The tracks stay as they are.')}
          onName={(text) => renamePlaylist(id, text)}
          onClose={() => setRenaming(false)}
        />
      ) : null}
    </div>
  );
}
