/** The playlists in their folders, as links; tracks can be dropped on those that are ordered by hand. */
import { useState } from 'react';
import type { PlaylistEntry } from '../../app/model/playlists.ts';
import { Icon, type IconName } from '../controls/Icon.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { trackDrop } from '../ordered-tracks/dragged-tracks.ts';
import { addToPlaylist } from '../selection/add-to-playlist.ts';
import type { PlaylistNode } from './playlist-tree.ts';
import styles from './Playlists.module.css';

const ICONS: Readonly<Record<PlaylistEntry['kind'], IconName>> = {
  folder: 'folders',
  manual: 'playlist',
  smart: 'smart',
  search: 'search',
};

interface PlaylistTreeProps {
  readonly nodes: readonly PlaylistNode[];
  /** The one that is shown, or `null`. */
  readonly shown: number | null;
  readonly label?: string;
}

export function PlaylistTree({ nodes, shown, label }: PlaylistTreeProps) {
  return (
    <ul className={styles.tree} aria-label={label}>
      {nodes.map(({ entry, children }) => (
        <li key={entry.id}>
          <TreeLink entry={entry} shown={entry.id === shown} />
          {children.length === 0 ? null : <PlaylistTree nodes={children} shown={shown} />}
        </li>
      ))}
    </ul>
  );
}

function TreeLink({ entry, shown }: { readonly entry: PlaylistEntry; readonly shown: boolean }) {
  const [over, setOver] = useState(false);
  const takes = entry.kind === 'manual';
  return (
    <AddressLink
      to={{ item: String(entry.id) }}
      className={styles.treeLink}
      aria-current={shown ? 'true' : undefined}
      data-over={over || undefined}
      {...(takes ? trackDrop((tracks) => void addToPlaylist(entry.id, entry.name, tracks), setOver) : {})}
    >
      <Icon name={ICONS[entry.kind]} size={14} />
      <span>{entry.name}</span>
    </AddressLink>
  );
}
