/** What can be done with a playlist or a folder as a whole: queue, rename, move, export, delete; a menu behind one button. */
import { useState } from 'react';
import type { PlaylistFormat } from '../../app/model/playlist-files.ts';
import type { PlaylistEntry } from '../../app/model/playlists.ts';
import { IconButton } from '../controls/Button.tsx';
import { Menu, type MenuItem } from '../controls/Menu.tsx';
import type { Point } from '../controls/menu-place.ts';
import { queueLast } from '../playback/queue-commands.ts';
import { service } from '../service/client.ts';
import { t } from '../words/text.ts';
import { PLAYLIST_FORMATS_SHOWN } from './export-formats.ts';
import { NameDialog } from './NameDialog.tsx';
import { deletePlaylist, exportPlaylist, moveToFolder, renamePlaylist } from './playlist-commands.ts';
import { folderChoices } from './playlist-tree.ts';

const TOP = 'top';

interface PlaylistMenuProps {
  readonly entry: PlaylistEntry;
  readonly all: readonly PlaylistEntry[];
  readonly hasTracks: boolean;
}

export function PlaylistMenu({ entry, all, hasTracks }: PlaylistMenuProps) {
  const { id, name } = entry;
  const [at, setAt] = useState<Point | null>(null);
  const [renaming, setRenaming] = useState(false);

  function choose(chosen: string): void {
    const [what, value = ''] = chosen.split(' ');
    if (what === 'rename') setRenaming(true);
    else if (what === 'queue') void service.playlists.tracks.query({ id }).then(queueLast);
    else if (what === 'folder') void moveToFolder(id, value === TOP ? null : Number(value));
    else if (what === 'export') void exportPlaylist(id, name, value as PlaylistFormat);
    else void deletePlaylist(id, name);
  }

  return (
    <>
      <IconButton
        icon="more"
        label={t('More actions for {{name}}', { name })}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={(event) => {
          const { right, bottom } = event.currentTarget.getBoundingClientRect();
          setAt({ x: right, y: bottom });
        }}
      />
      {at === null ? null : (
        <Menu
          label={name}
          groups={menuGroups(entry, all, hasTracks)}
          at={at}
          onChoose={choose}
          onClose={() => setAt(null)}
        />
      )}
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
    </>
  );
}

function menuGroups(
  { id, kind, folder }: PlaylistEntry,
  all: readonly PlaylistEntry[],
  hasTracks: boolean,
): MenuItem[][] {
  const folders = folderChoices(all, id).map((one) => ({
    key: one.id,
    label: t('in {{label}}', { label: one.label }),
  }));
  const places: MenuItem[] = [{ key: TOP, label: t('in no folder') }, ...folders].map(({ key, label }) => {
    const isHere = (folder ?? TOP) === key;
    return { id: `folder ${key}`, label, disabled: isHere, ...(isHere ? { icon: 'check' } : {}) };
  });
  const formats = PLAYLIST_FORMATS_SHOWN.filter(({ value }) => value !== 'nsp' || kind === 'smart');
  const groups: MenuItem[][] = [
    kind === 'folder'
      ? []
      : [{ id: 'queue', label: t('Add to queue'), icon: 'playLast' as const, disabled: !hasTracks }],
    [
      { id: 'rename', label: t('Rename …'), icon: 'edit' },
      ...(folders.length === 0 ? [] : [{ id: 'places', label: t('Folder'), icon: 'folders' as const, items: places }]),
      ...(kind === 'folder' || kind === 'search'
        ? []
        : [
            {
              id: 'formats',
              label: t('Export as'),
              icon: 'save' as const,
              items: formats.map(({ value, label }) => ({ id: `export ${value}`, label: t(label) })),
            },
          ]),
    ],
    [{ id: 'delete', label: t('Delete'), icon: 'remove' }],
  ];
  return groups.filter((group) => group.length > 0);
}
