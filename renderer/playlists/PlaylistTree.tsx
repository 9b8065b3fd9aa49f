/** The playlists in their folders, as links. */
import { PlaylistLink } from './PlaylistLink.tsx';
import type { PlaylistNode } from './playlist-tree.ts';
import styles from './Playlists.module.css';

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
          <PlaylistLink entry={entry} to={{ item: String(entry.id) }} current={entry.id === shown} />
          {children.length === 0 ? null : <PlaylistTree nodes={children} shown={shown} />}
        </li>
      ))}
    </ul>
  );
}
