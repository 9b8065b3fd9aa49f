/** A gain by a slider: it shows the value while it moves, and sets it when it rests. */
import { useState } from 'react';
import { decibels } from '../words/decibels.ts';
import styles from './DecibelSlider.module.css';

interface DecibelSliderProps {
  readonly value: number;
  /** Decibels up and down. */
  readonly most: number;
  readonly onChange: (value: number) => void;
  readonly id?: string;
  readonly 'aria-describedby': string;
}

export function DecibelSlider({ value, most, onChange, ...described }: DecibelSliderProps) {
  const [moved, setMoved] = useState<number | null>(null);
  const shown = moved ?? value;
  function rest(): void {
    if (moved !== null && moved !== value) onChange(moved);
    setMoved(null);
  }
  return (
    <>
      <input
        type="range"
        className={styles.slider}
        min={-most}
        max={most}
        step={0.5}
        value={shown}
        aria-valuetext={decibels(shown)}
        onChange={(event) => setMoved(Number(event.target.value))}
        onPointerUp={rest}
        onKeyUp={rest}
        onBlur={rest}
        {...described}
      />
      <span className={styles.value}>{decibels(shown)}</span>
    </>
  );
}
