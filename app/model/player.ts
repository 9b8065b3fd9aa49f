/** What pages tell the service of their player, and what the service asks of them for the system's media controls. */

export const PLAYER_STATES = ['playing', 'paused', 'stopped'] as const;
export const REPEAT_MODES = ['off', 'all', 'one'] as const;

/** The player of a page as it is now. */
export interface PlayerReport {
  readonly state: (typeof PLAYER_STATES)[number];
  /** Id of the track that is loaded. */
  readonly track: number | null;
  /** The place in the track, in seconds. */
  readonly position: number;
  /** 0..1; 0 where it is muted. */
  readonly volume: number;
  readonly shuffle: boolean;
  readonly repeat: (typeof REPEAT_MODES)[number];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** Whether the page can bring its window to the front. */
  readonly canRaise: boolean;
}

/** The player that media controls and `descant player` act on. */
export interface ShownPlayerState extends Omit<PlayerReport, 'track' | 'hasNext' | 'hasPrevious' | 'canRaise'> {
  readonly track: {
    readonly id: number;
    readonly title: string;
    readonly artist: string;
    readonly album: string;
    /** Seconds. */
    readonly duration: number;
  };
}

export type PlayerCommand =
  | { readonly do: 'play' | 'pause' | 'toggle' | 'stop' | 'next' | 'previous' | 'raise' }
  /** Seconds from the begin of the track. */
  | { readonly do: 'seek'; readonly position: number }
  | { readonly do: 'volume'; readonly volume: number }
  | { readonly do: 'shuffle'; readonly on: boolean }
  | { readonly do: 'repeat'; readonly mode: PlayerReport['repeat'] };
