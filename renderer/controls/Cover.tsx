/** The art of a track in a small square, or a quiet sheet with staff lines where it has none. */
import styles from './Cover.module.css';
import { thumbnail } from './thumbnail.ts';

interface CoverProps {
  /** Path of the picture, or null. */
  readonly art: string | null;
  /** Edge in CSS pixels. */
  readonly size: number;
}

/** Decorative: the title that stands beside it says what it is. */
export function Cover({ art, size }: CoverProps) {
  const style = { width: size, height: size };
  if (art === null) return <NoCover style={style} />;
  const source = thumbnail(art, size, window.devicePixelRatio);
  return <img className={styles.cover} style={style} src={source} alt="" loading="lazy" decoding="async" />;
}

function NoCover({ style }: { readonly style: { readonly width: number; readonly height: number } }) {
  return (
    <span className={styles.none} style={style} aria-hidden="true">
      <svg viewBox="0 0 26 26" width="55%" height="55%">
        <path d="M2 19c4 0 4-6 8-6s4 6 8 6 4-6 6-6M4 9c4-1 5-5 9-5s6 4 10 2" />
      </svg>
    </span>
  );
}
