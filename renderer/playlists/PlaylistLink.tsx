/** A playlist or a folder as a link with its sign; tracks can be dropped on those that are ordered by hand. */
import { useState } from 'react';
import type { PlaylistEntry } from '../../app/model/playlists.ts';
import { Icon, type IconName } from '../controls/Icon.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import type { Address } from '../navigation/address.ts';
import { trackDrop } from '../ordered-tracks/dragged-tracks.ts';
import { addToPlaylist } from '../selection/add-to-playlist.ts';
import styles from './PlaylistLink.module.css';

const ICONS: Readonly<Record<PlaylistEntry['kind'], IconName>> = {
  folder: 'folders',
  manual: 'playlist',
  smart: 'smart',
  search: 'search',
};

interface PlaylistLinkProps {
  readonly entry: PlaylistEntry;
  /** Where it leads. */
  readonly to: Partial<Address>;
  readonly current: boolean;
}

export function PlaylistLink({ entry, to, current }: PlaylistLinkProps) {
  const [over, setOver] = useState(false);
  const takes = entry.kind === 'manual';
  return (
    <AddressLink
      to={to}
      className={styles.link}
      title={entry.name}
      aria-current={current ? 'true' : undefined}
      data-over={over || undefined}
      {...(takes ? trackDrop((tracks) => void addToPlaylist(entry.id, entry.name, tracks), setOver) : {})}
    >
      <Icon name={ICONS[entry.kind]} size={14} />
      <span>{entry.name}</span>
    </AddressLink>
  );
}
