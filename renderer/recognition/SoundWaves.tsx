/**
 * Sounds below each other on one clock: their waveforms, the part that they have in common, and the place that plays.
 * One listens to any of them from there.
 */
import { useRef } from 'react';
import { Segments } from '../controls/Segments.tsx';
import { useSize } from '../controls/use-size.ts';
import { usePlayer } from '../playback/player.ts';
import { usePeaks } from '../playback/use-peaks.ts';
import { clock, spokenDuration } from '../words/duration.ts';
import { t } from '../words/text.ts';
import { listenTo, placeOnClock } from './listen-in-lanes.ts';
import { beginWords, clockOf, commonPart, ticksOf, type Lane } from './sound-lanes.ts';
import styles from './SoundWaves.module.css';
import { wavePath } from './wave-path.ts';

/** Pixels. */
const LANE = 52;
const TICK = 5;
const CLOCK = 20;

interface SoundWavesProps {
  /** The one whose clock holds first. */
  readonly lanes: readonly Lane[];
}

export function SoundWaves({ lanes }: SoundWavesProps) {
  const place = usePlayer((state) => placeOnClock(lanes, state));
  const playing = usePlayer(({ track }) => lanes.findIndex(({ id }) => id === track?.id));
  const [first, ...others] = lanes;
  if (first === undefined) return null;
  const common = commonPart(lanes);
  const same = common === null ? null : sameWords(lanes, first);
  return (
    <section className={styles.waves} aria-labelledby="listen-in-lanes">
      <div className={styles.head}>
        <h3 id="listen-in-lanes">{t('Listen')}</h3>
        <Segments
          aria-labelledby="listen-in-lanes"
          value={playing < 0 ? '' : String(playing)}
          options={lanes.map(({ letter, name }, at) => ({ value: String(at), label: `${letter} ${name}` }))}
          onChange={(at) => void listenTo(lanes, Number(at))}
        />
        {place === null ? null : (
          <span className={styles.time}>
            {t('{{done}} of {{total}}', { done: clockText(place), total: clock(first.duration) })}
          </span>
        )}
        <small>{t('A change of sound keeps the place.')}</small>
      </div>
      {same === null ? null : <p className={styles.same}>{same}</p>}
      <div className={styles.plot}>
        <div className={styles.names} aria-hidden="true">
          {lanes.map(({ id, letter, name, lossless }) => (
            <span key={id}>
              <b>{letter}</b> <span className={lossless ? styles.lossless : undefined}>{name}</span>
            </span>
          ))}
        </div>
        <Plot lanes={lanes} place={place} playing={Math.max(0, playing)} />
      </div>
      <ul className={styles.words}>
        {others.map((lane) => (
          <li key={lane.id}>{beginWords(lane, first.letter)}</li>
        ))}
      </ul>
    </section>
  );
}

function sameWords(lanes: readonly Lane[], { duration }: Lane): string {
  const { start, end } = commonPart(lanes)!;
  const scores = lanes.filter(({ same }) => same !== null).map(({ score }) => score);
  return t('The same sound: {{length}} of {{whole}}, from {{begin}} to {{end}}, alike by {{percent}} %', {
    length: clock(Math.round(end - start)),
    whole: clock(duration),
    begin: clock(Math.round(start)),
    end: clock(Math.round(end)),
    percent: Math.round(100 * Math.min(...scores)),
  });
}

interface PlotProps extends SoundWavesProps {
  /** The place that plays, on the clock; null for none. */
  readonly place: number | null;
  /** The lane that a click on the clock plays. */
  readonly playing: number;
}

function Plot({ lanes, place, playing }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const peaks = usePeaks(lanes);
  const span = clockOf(lanes);
  const x = (seconds: number): number => (width * (seconds - span.start)) / (span.end - span.start);
  const common = commonPart(lanes);
  const below = lanes.length * LANE;
  return (
    <div ref={box} className={styles.clock}>
      <svg width={width} height={below + CLOCK} aria-hidden="true">
        {common === null ? null : (
          <>
            {lanes.map(({ id, same }, at) =>
              at > 0 && same === null ? null : (
                <rect
                  key={id}
                  className={styles.common}
                  x={x(common.start)}
                  y={at * LANE}
                  width={x(common.end) - x(common.start)}
                  height={LANE}
                />
              ),
            )}
            <path
              className={styles.bracket}
              d={`M${x(common.start) + 0.5} ${below}V0.5H${x(common.end) - 0.5}V${below}`}
            />
          </>
        )}
        {lanes.map((lane, at) => (
          <g key={lane.id} className={at === playing && place !== null ? styles.heard : styles.lane}>
            {at === 0 ? null : <path className={styles.rule} d={`M0 ${at * LANE}H${width}`} />}
            <Wave
              peaks={peaks.get(lane.id) ?? null}
              from={x(lane.begin)}
              to={x(lane.begin + lane.duration)}
              middle={(at + 0.5) * LANE}
            />
          </g>
        ))}
        {ticksOf(span).map((seconds) => (
          <g key={seconds} className={styles.tick}>
            <path d={`M${x(seconds)} ${below}v${TICK}`} />
            <text x={x(seconds)} y={below + CLOCK - 3} textAnchor={anchorAt(x(seconds), width)}>
              {clockText(seconds)}
            </text>
          </g>
        ))}
        {place === null ? null : (
          <g className={styles.playhead}>
            <path d={`M${x(place)} 0V${below}`} />
            <circle cx={x(place)} cy={(playing + 0.5) * LANE} r="4.5" />
          </g>
        )}
      </svg>
      <input
        type="range"
        className={styles.range}
        aria-label={t('Place in the music')}
        aria-valuetext={spokenDuration(Math.max(0, place ?? span.start))}
        min={span.start}
        max={span.end}
        step={0.1}
        value={place ?? span.start}
        onChange={({ target }) => void listenTo(lanes, playing, Number(target.value))}
      />
    </div>
  );
}

interface WaveProps {
  readonly peaks: Float32Array | null;
  readonly from: number;
  readonly to: number;
  readonly middle: number;
}

/** A line until the waveform is known, and where it cannot be. */
function Wave({ peaks, from, to, middle }: WaveProps) {
  const d =
    peaks === null ? `M${from} ${middle}H${to}` : wavePath(peaks, { from, to, middle, height: LANE - 4 * TICK + 8 });
  return <path className={styles.wave} d={d} />;
}

/** Times before the first sound begins have a sign. */
function clockText(seconds: number): string {
  return seconds <= -1 ? `−${clock(-seconds)}` : clock(Math.max(0, seconds));
}

/** A text at the edge stays within it. */
function anchorAt(x: number, width: number): 'start' | 'middle' | 'end' {
  const REACH = 16;
  return x < REACH ? 'start' : x > width - REACH ? 'end' : 'middle';
}
