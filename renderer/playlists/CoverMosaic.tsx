/** The covers of the first albums of a playlist: four of them, or one alone. */
import type { TrackRow } from '../../app/model/tracks.ts';
import { Cover } from '../controls/Cover.tsx';
import { firstCovers } from './first-covers.ts';
import styles from './Playlists.module.css';

/** Edge in CSS pixels. */
const EDGE = 120;

export function CoverMosaic({ rows }: { readonly rows: readonly TrackRow[] }) {
  const covers = firstCovers(rows);
  if (covers.length < 4) return <Cover art={covers[0] ?? null} size={EDGE} />;
  return (
    <div className={styles.mosaic}>
      {covers.map((art) => (
        <Cover key={art} art={art} size={EDGE / 2} />
      ))}
    </div>
  );
}
