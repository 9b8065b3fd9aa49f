/**
 * The place in the track: a slider over the track's waveform. Arrows move by five seconds, Page Up and Down by
 * thirty; the pointer goes anywhere.
 */
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { clock, spokenDuration } from '../words/duration.ts';
import { seek, usePlayer } from '../playback/player.ts';
import styles from './Seek.module.css';
import { peaksOfTrack, resamplePeaks } from '../playback/waveform.ts';
import { t } from '../words/text.ts';

const HEIGHT = 38;
const BAR_PITCH = 4;
const SMALLEST_BAR = 2;

export function Seek() {
  const id = usePlayer((state) => state.track?.id ?? null);
  const position = usePlayer((state) => state.position);
  const duration = usePlayer((state) => state.duration);
  const track = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const peaks = usePeaks(id, duration);
  const part = duration > 0 ? Math.min(1, position / duration) : 0;

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 30, PageDown: -30 }[event.key];
    if (step === undefined || event.ctrlKey) return;
    // The place of the last render is behind where keys follow one another fast.
    seek(usePlayer.getState().position + step);
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.seek}>
      <span className={styles.time}>{id === null ? '' : clock(position)}</span>
      <div ref={track} className={styles.track}>
        {id === null ? null : <Wave peaks={peaks} width={width} part={part} />}
        <input
          type="range"
          className={styles.range}
          aria-label={t('Position in the track')}
          aria-valuetext={t('{{done}} of {{total}}', {
            done: spokenDuration(position),
            total: spokenDuration(duration),
          })}
          min={0}
          max={Math.max(duration, 0.1)}
          step={0.1}
          value={position}
          disabled={id === null}
          onChange={(event) => seek(Number(event.target.value))}
          onKeyDown={onKeyDown}
        />
      </div>
      <span className={styles.time}>{id === null ? '' : clock(duration)}</span>
    </div>
  );
}

function Wave({
  peaks,
  width,
  part,
}: {
  readonly peaks: Float32Array | null;
  readonly width: number;
  readonly part: number;
}) {
  const bars = Math.floor(width / BAR_PITCH);
  if (peaks === null || bars === 0) {
    return (
      <svg className={styles.wave} height={HEIGHT} aria-hidden="true">
        <line className={styles.rest} x1="0" x2="100%" y1="50%" y2="50%" />
        <line className={styles.played} x1="0" x2={`${part * 100}%`} y1="50%" y2="50%" />
        <circle className={styles.head} cx={`${part * 100}%`} cy="50%" r="5" />
      </svg>
    );
  }
  const path = wavePath(resamplePeaks(peaks, bars));
  return (
    <svg className={styles.wave} height={HEIGHT} aria-hidden="true">
      <defs>
        <clipPath id="played-part">
          <rect x="0" y="0" width={part * width} height={HEIGHT} />
        </clipPath>
      </defs>
      <path className={styles.rest} d={path} />
      <path className={styles.played} d={path} clipPath="url(#played-part)" />
    </svg>
  );
}

function wavePath(peaks: Float32Array): string {
  return [...peaks]
    .map((peak, bar) => {
      const height = SMALLEST_BAR + peak * (HEIGHT - 6 - SMALLEST_BAR);
      return `M${bar * BAR_PITCH + 2} ${((HEIGHT - height) / 2).toFixed(1)}v${height.toFixed(1)}`;
    })
    .join('');
}

/** The waveform of what plays; `null` until it has been decoded, and for what cannot be. */
function usePeaks(id: number | null, duration: number): Float32Array | null {
  const [known, setKnown] = useState<{ readonly id: number; readonly peaks: Float32Array | null } | null>(null);
  const ready = duration > 0;
  useEffect(() => {
    if (id === null || !ready) return undefined;
    const abort = new AbortController();
    void peaksOfTrack(id, usePlayer.getState().duration, abort.signal).then((peaks) => {
      if (!abort.signal.aborted) setKnown({ id, peaks });
      return undefined;
    });
    return () => abort.abort();
  }, [id, ready]);
  return known !== null && known.id === id ? known.peaks : null;
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
