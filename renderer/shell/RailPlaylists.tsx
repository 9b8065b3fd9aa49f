/** The playlists in the rail, wherever one is: those at the top, folders first; a saved search leads to what it finds. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlaylistEntry } from '../../app/model/playlists.ts';
import { IconButton } from '../controls/Button.tsx';
import type { Address } from '../navigation/address.ts';
import { useAddress } from '../navigation/use-address.ts';
import { NameDialog } from '../playlists/NameDialog.tsx';
import { createPlaylist } from '../playlists/playlist-commands.ts';
import { playlistTree, type PlaylistNode } from '../playlists/playlist-tree.ts';
import { PlaylistLink } from '../playlists/PlaylistLink.tsx';
import { api } from '../service/client.ts';
import { t } from '../words/text.ts';
import styles from './Rail.module.css';

export function RailPlaylists() {
  const { data = [] } = useQuery(api.playlists.list.queryOptions());
  const { page, item, query } = useAddress();
  const [naming, setNaming] = useState(false);
  if (data.length === 0) return null;
  return (
    <section className={styles.playlists}>
      <div className={styles.heading}>
        <h2 id="rail-playlists">{t('Playlists')}</h2>
        <IconButton icon="add" label={t('Make a playlist')} onClick={() => setNaming(true)} />
      </div>
      <ul aria-labelledby="rail-playlists">
        {playlistTree(data).map((node) => (
          <li key={node.entry.id}>
            <PlaylistLink
              entry={node.entry}
              to={addressOf(node.entry)}
              current={
                node.entry.kind === 'search'
                  ? page === 'library' && query === node.entry.rule?.query
                  : page === 'playlists' && holds(node, item)
              }
            />
          </li>
        ))}
      </ul>
      {naming ? (
        <NameDialog
          title={t('New playlist')}
          usual={t('New playlist')}
          done={t('Create')}
          hint={t('You add tracks, and order them.')}
          onName={(name) => createPlaylist(name, 'manual', null)}
          onClose={() => setNaming(false)}
        />
      ) : null}
    </section>
  );
}

/** Whether a playlist is this one, or in it. */
function holds({ entry, children }: PlaylistNode, item: string): boolean {
  return String(entry.id) === item || children.some((child) => holds(child, item));
}

function addressOf({ id, kind, rule }: PlaylistEntry): Partial<Address> {
  return kind === 'search' && rule !== null
    ? { page: 'library', query: rule.query, track: null }
    : { page: 'playlists', item: String(id) };
}
