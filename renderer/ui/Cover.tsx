/** The art of a track in a small square, or a quiet sheet with staff lines where it has none. */
import styles from './Cover.module.css';

interface CoverProps {
  readonly trackId: number;
  readonly hasArt: boolean;
  /** Edge in CSS pixels. */
  readonly size: number;
}

/** Decorative: the title that stands beside it says what it is. */
export function Cover({ trackId, hasArt, size }: CoverProps) {
  const style = { width: size, height: size };
  if (!hasArt) return <NoCover style={style} />;
  return <img className={styles.cover} style={style} src={`/art/track/${trackId}?size=${size * 2}`} alt="" loading="lazy" decoding="async" />;
}

function NoCover({ style }: { readonly style: { readonly width: number; readonly height: number } }) {
  return (
    <span className={styles.none} style={style} aria-hidden="true">
      <svg viewBox="0 0 26 26" width="55%" height="55%"><path d="M2 19c4 0 4-6 8-6s4 6 8 6 4-6 6-6M4 9c4-1 5-5 9-5s6 4 10 2" /></svg>
    </span>
  );
}
