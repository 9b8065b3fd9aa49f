/** The icons: drawn on a 16-unit square with one stroke width, in the colour of the text around them. */
import styles from './Icon.module.css';

const STROKED = {
  library: 'M2 3h12M2 8h12M2 13h8',
  smart: 'M2 3h12L9.500 8.500V13l-3-1.500v-3z',
  queue: 'M2 3.500h9M2 7.500h9M2 11.500h5M10 9.500l4 2.300-4 2.200z',
  playNext: 'M2 3.500h5M2 7.500h12M2 11.500h12M10 2v4l3.500-2z',
  playLast: 'M2 3.500h12M2 7.500h12M2 11.500h5M10 10v4l3.500-2z',
  shuffle: 'M2 4.500h2.500L10 11.500h4M2 11.500h2.500l1.500-2M8.300 6.500 10 4.500h4M12 2.500l2 2-2 2M12 9.500l2 2-2 2',
  repeat: 'M3 7V6a2 2 0 0 1 2-2h8M11 2l2 2-2 2M13 9v1a2 2 0 0 1-2 2H3M5 14l-2-2 2-2',
  repeatOne: 'M3 7V6a2 2 0 0 1 2-2h8M11 2l2 2-2 2M13 9v1a2 2 0 0 1-2 2H3M5 14l-2-2 2-2M7.300 7.200 8.200 6.500v3.500',
  sortOrder: 'M4.500 3v10M2.500 11l2 2 2-2M9 4h5M9 8h4M9 12h3',
  more: 'M3.500 8h.1M8 8h.1M12.500 8h.1',
  grip: 'M6 4h.1M10 4h.1M6 8h.1M10 8h.1M6 12h.1M10 12h.1',
  back: 'M10 3.500 5.500 8 10 12.500',
  review: 'M2 4h5v8H2zM9 4h5v8H9zM7 8h2',
  file: 'M4 1.500h5.500L13 5v9.500H4zM6.200 8l3.600 3.600M9.800 8l-3.600 3.600',
  sound: 'M2 13V3M2 13h12M4.500 5h4v5.500H14',
  variants: 'M2 8h4M6 8l5-4.500h3M6 8l5 4.500h3',
  shield: 'M8 1.800 13 3.500v4c0 3.200-2 5.600-5 6.700-3-1.100-5-3.500-5-6.700v-4zM5.800 8l1.600 1.600 2.900-3.200',
  activity: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M8 4.500V8l2.500 1.800',
  mount:
    'M2 5.500V12a1.500 1.500 0 0 0 1.500 1.500h9A1.500 1.500 0 0 0 14 12V6.500A1.500 1.500 0 0 0 12.500 5H8L6.500 3h-3A1.500 1.500 0 0 0 2 4.500zM5 10c1.200 0 1.200-1.500 2.400-1.500S8.600 10 9.800 10s.8-.6 1.400-1',
  folders:
    'M2 4.500A1.500 1.500 0 0 1 3.500 3h3L8 5h4.500A1.500 1.500 0 0 1 14 6.500V12a1.500 1.500 0 0 1-1.500 1.500h-9A1.500 1.500 0 0 1 2 12z',
  search: 'M7 2.400a4.600 4.600 0 1 1 0 9.200 4.600 4.600 0 0 1 0-9.200M10.600 10.600 14 14',
  save: 'M8 2.500v7M5 7l3 3 3-3M2.500 12.500v1h11v-1',
  close: 'M4 4l8 8M12 4l-8 8',
  revert: 'M3 6.500h6.500a3.500 3.500 0 0 1 0 7H6M3 6.500 6 3.500M3 6.500l3 3',
  add: 'M8 3v10M3 8h10',
  remove: 'M3 4.500h10M6.500 4.500V3h3v1.500M4.500 4.500l.6 8.500h5.800l.6-8.500',
  hidden:
    'M1.800 8C3.500 5 5.600 3.700 8 3.700s4.500 1.300 6.200 4.300c-1.700 3-3.800 4.300-6.200 4.300S3.500 11 1.800 8M8 6.200a1.800 1.800 0 1 1 0 3.600 1.800 1.800 0 0 1 0-3.600M3 13.500l10-11',
  picture: 'M2.500 3.500h11v9h-11zM2.500 10.500l3-3 2.500 2.500 2-2 3.500 3.500M10.200 6.300h.1',
  warning: 'M8 2.500 14.300 13.500H1.700zM8 6.500v3.200M8 11.600v.1',
  check: 'M3 8.500 6.500 12 13 4.500',
  edit: 'M3 13l.6-2.800L10.800 3 13 5.200 5.800 12.400z',
  keys: 'M2 4h12v8H2zM4.500 6.500h.1M7 6.500h.1M9.500 6.500h.1M11.500 6.500h.1M5 9.500h6',
  settings:
    'M2 4.500h7M12.500 4.500H14M2 11.500h1.500M7 11.500h7M10.700 2.800a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400M5.200 9.800a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400',
  columns: 'M2.500 3h11v10h-11zM6 3v10M10 3v10',
  numbers:
    'M3 4l1.500-1v4M2.800 10.200c.4-1.200 2.600-1 2.400.4-.1.800-2.400 2.400-2.400 2.400h2.600M8 4.500h6M8 8h6M8 11.500h6',
  details: 'M2.500 3h11v10h-11zM10 3v10',
  wand: 'M3 13 10 6M9 3.500v-1M13 7.500h1M12.300 3.700l.7-.7M6 3l.5 1M11 10l.5 1',
  arrow: 'M2.500 8h11M9.500 4l4 4-4 4',
  right: 'M6.500 4.500 10 8l-3.500 3.500',
  heart: 'M8 13.500 2.800 8.300a3.200 3.200 0 0 1 4.500-4.500l.7.7.7-.7a3.200 3.200 0 0 1 4.500 4.500z',
  star: 'M8 1.800l1.900 3.900 4.300.6-3.100 3 .7 4.300L8 11.600l-3.800 2 .7-4.300-3.100-3 4.300-.6z',
  similar: 'M2 10c2.500 0 2.500-4 5-4s2.500 4 5 4 1.500-1 2-1.500M2 6c2-1 3-3 5.500-3',
  copy: 'M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3',
  playlist: 'M2 4h8M2 8h8M2 12h5M12 10.400a1.600 1.600 0 1 0 0 3.200 1.600 1.600 0 0 0 0-3.200M13.600 12V6',
  addToPlaylist: 'M2 4h9M2 8h6M2 12h5M12 8v6M9 11h6',
  album: 'M2 2h12v12H2zM8 5.800a2.200 2.200 0 1 1 0 4.400 2.200 2.200 0 0 1 0-4.400',
  person: 'M8 2.800a2.700 2.700 0 1 1 0 5.400 2.700 2.700 0 0 1 0-5.400M3 13.500c.6-2.700 2.500-4 5-4s4.400 1.300 5 4',
  up: 'M8 12.500v-9M4.500 7 8 3.500 11.500 7',
  down: 'M8 3.500v9M4.500 9 8 12.500 11.500 9',
  volume: 'M2.500 6v4h2.300L8 13V3L4.800 6zM10.500 5.800a3.200 3.200 0 0 1 0 4.400M12.300 4a5.700 5.700 0 0 1 0 8',
  muted: 'M2.500 6v4h2.300L8 13V3L4.800 6zM10.500 6.200l3.600 3.600M14.100 6.200l-3.600 3.600',
} as const;

const FILLED = {
  play: 'M5 3v10l8-5z',
  pause: 'M4.500 3h2.600v10H4.500zM9 3h2.600v10H9z',
  previous: 'M4 3h1.600v10H4zM13 3v10L6.400 8z',
  next: 'M10.400 3H12v10h-1.600zM3 3v10l6.600-5z',
} as const;

export type IconName = keyof typeof STROKED | keyof typeof FILLED;

/** A decorative icon: what it means is said by the text or label of what holds it. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const filled = name in FILLED;
  return (
    <svg
      className={filled ? styles.filled : styles.stroked}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={filled ? FILLED[name as keyof typeof FILLED] : STROKED[name as keyof typeof STROKED]} />
    </svg>
  );
}
