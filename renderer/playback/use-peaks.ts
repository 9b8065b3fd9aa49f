/** The waveforms of several tracks, made one after another, so that one of them at a time is decoded. */
import { useEffect, useState } from 'react';
import { peaksOfTrack } from './waveform.ts';

interface Heard {
  readonly id: number;
  /** Seconds. */
  readonly duration: number;
}

type Peaks = ReadonlyMap<number, Float32Array | null>;

/** @returns of each track that is done its peaks, or `null` where it cannot be drawn */
export function usePeaks(tracks: readonly Heard[]): Peaks {
  const key = tracks.map(({ id }) => id).join(' ');
  const [known, setKnown] = useState<{ readonly key: string; readonly peaks: Peaks }>({ key: '', peaks: new Map() });
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    void (async () => {
      let peaks: Peaks = new Map();
      for (const { id, duration } of tracks) {
        const ofTrack = await peaksOfTrack(id, duration, signal);
        if (signal.aborted) return;
        peaks = new Map([...peaks, [id, ofTrack]]);
        setKnown({ key, peaks });
      }
    })();
    return () => abort.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the tracks are what their ids say
  }, [key]);
  return known.key === key ? known.peaks : new Map();
}
