/** Identification: what is asked of which source, and what is proposed for the tracks of an album. */

/** Where proposals come from. */
export const IDENTIFICATION_SOURCES = ['library', 'dumps', 'acoustid', 'musicbrainz', 'cover-art'] as const;
export type IdentificationSource = (typeof IDENTIFICATION_SOURCES)[number];

/**
 * How sure a proposal is. `certain`: everything agrees. `likely`: something is left to look at. `ambiguous`: another
 * release fits as well, or none fits well. `none`: there is nothing to propose.
 */
export const BAND_NAMES = ['certain', 'likely', 'ambiguous', 'none'] as const;
export type IdentificationBand = (typeof BAND_NAMES)[number];

/** Why a proposal is in its band. */
export type BandReason =
  | 'agrees'
  | 'differs'
  | 'extra'
  | 'missing'
  | 'extra-and-missing'
  | 'editions'
  | 'rivals'
  | 'far'
  | 'no-release';

/** `open`: it waits for a decision; so does one whose batch was undone. */
export const PROPOSAL_STATES = ['open', 'accepted', 'skipped', 'never'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** A source that could not be asked, or did not answer. */
export interface SourceProblem {
  readonly source: IdentificationSource;
  /** OFFLINE, TIMED_OUT, BUSY, REFUSED, BAD_ANSWER, NO_KEY, NO_CONTACT. */
  readonly code: string;
  readonly message: string;
  /** How many questions had this end. */
  readonly count: number;
}

export interface IdentificationProgress {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Tracks. */
  readonly done: number;
  readonly total: number;
  /** Proposals of this run by their band. */
  readonly found: Readonly<Record<IdentificationBand, number>>;
  /** Ids of the proposals of this run. */
  readonly proposals: readonly number[];
  /** Tracks that are left out because a person has said `never`. */
  readonly never: number;
  readonly problems: readonly SourceProblem[];
  /** Sources that are switched on. */
  readonly sources: readonly IdentificationSource[];
  /** Requests that went out to services. */
  readonly requests: number;
  /** In state `failed`: the error, with its code. */
  readonly message: string | null;
  readonly code: string | null;
}

/** A release that fits, in short. */
export interface ReleaseChoice {
  readonly source: IdentificationSource;
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly comment: string;
  readonly date: string;
  readonly country: string;
  readonly format: string;
  readonly label: string;
  readonly tracks: number;
  readonly discs: number;
  readonly score: number;
}

/** A proposal in a list. */
export interface ProposalRow {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly state: ProposalState;
  readonly band: IdentificationBand;
  readonly reason: BandReason;
  /** Of the best release; null without one. */
  readonly score: number | null;
  readonly source: IdentificationSource | null;
  /** Of the best release; what the files say where there is none. */
  readonly title: string;
  readonly artist: string;
  readonly files: number;
  readonly releases: number;
  /** Path on the service of a cover that the files have; null without one. */
  readonly art: string | null;
  /** The batch that has made the changes. */
  readonly batch: number | null;
}

export interface ProposalPage {
  readonly total: number;
  readonly bands: Readonly<Record<IdentificationBand, number>>;
  readonly rows: readonly ProposalRow[];
}

/** A field as it is, and as it would be. */
export interface ProposedField {
  readonly field: string;
  /** `null`: the field is absent. */
  readonly before: readonly string[] | null;
  readonly after: readonly string[];
  readonly source: IdentificationSource;
  /** `new`: there is none. `spelling`: the same but for case, accents and signs. `other`: another value. */
  readonly difference: 'new' | 'spelling' | 'other';
}

/** A file of a proposal, and the track of the release that it is. */
export interface ProposedTrack {
  /** Null for a track of the release that no file is. */
  readonly id: number | null;
  readonly fileName: string;
  readonly asIs: { readonly title: string; readonly artist: string; readonly number: string; readonly length: number };
  /** Null for a file that no track of the release is. */
  readonly proposed: {
    readonly title: string;
    readonly artist: string;
    readonly disc: number;
    readonly number: number;
    readonly length: number | null;
  } | null;
  /** Of the pair; null without one. */
  readonly score: number | null;
  /** Whether the sound tells that it is this recording. */
  readonly bySound: boolean;
  /** Fields that are changed; those that the whole album shares are in `album`. */
  readonly fields: readonly ProposedField[];
  /** Fields that have the proposed value already. */
  readonly agreeing: number;
  /** Whether its tags have changed since it was identified: accepting leaves it as it is. */
  readonly isStale: boolean;
}

export interface ProposedCover {
  /** Pixels; 0 where they are not known. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export interface ProposalDetail extends ProposalRow {
  /** The releases that fit, the best first. */
  readonly choices: readonly ReleaseChoice[];
  /** Id of the release that is shown; null where there is none. */
  readonly release: string | null;
  /** Fields that change in the same way in all files that have a track. */
  readonly album: readonly ProposedField[];
  /** In the order of the release; files without a track come last. */
  readonly tracks: readonly ProposedTrack[];
  /** Fields in all that change, of files that have a track. */
  readonly changes: number;
  /** The cover that would be given; null where none is. */
  readonly cover: ProposedCover | null;
  readonly problems: readonly SourceProblem[];
}

/** What became of accepted proposals. */
export interface AcceptedProposals {
  /** One for each source whose proposals were accepted. */
  readonly batches: readonly number[];
  readonly proposals: number;
  readonly tracks: number;
  readonly fields: number;
  /** Files whose tags had changed since they were identified: they are as they were. */
  readonly stale: readonly number[];
  readonly problems: readonly SourceProblem[];
}
