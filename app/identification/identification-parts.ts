/** What identification needs of the library. */
import type { ArtSource } from '../art/store-art.ts';
import type { ArtRow, StoredArt } from '../model/art.ts';
import type {
  AcceptedProposals,
  IdentificationBand,
  IdentificationProgress,
  ProposalRow,
  ProposalState,
} from '../model/identification.ts';
import type { RecognisedTrack } from '../model/recognition.ts';
import type { FileFacts, SoundEvidence } from './matching/compared-file.ts';
import type { RankedReleases } from './matching/rank-releases.ts';
import type { AcceptedProposal } from './proposals/accept-proposals.ts';
import type { NewProposal, ProposalContent } from './proposals/stored-proposals.ts';
import type { Release } from './release.ts';
import type { IdentificationSettings } from './source-settings.ts';
import type { AskedSound } from './sources/acoustid.ts';
import type { CopiedAlbum } from './sources/library-releases.ts';
import type { OfflineSource } from './sources/offline.ts';
import type { ResponseCache } from './web/response-cache.ts';
import type { WebClient } from './web/web-client.ts';
import type { Clock } from '../model/clock.ts';

interface Ids {
  readonly ids: readonly number[];
}

export interface IdentificationReads {
  ids(request: { readonly query: string }): Promise<readonly number[]>;
  byPlace(tracks: Ids): Promise<readonly number[]>;
  filesToIdentify(tracks: Ids): Promise<readonly FileFacts[]>;
  acoustidSounds(tracks: Ids): Promise<readonly AskedSound[]>;
  neverIdentified(tracks: Ids): Promise<readonly number[]>;
  soundOfTrack(track: { readonly id: number }): Promise<{ readonly items: Uint32Array } | null>;
  copiedAlbums(request: {
    readonly copies: readonly number[];
    readonly files: readonly number[];
  }): Promise<readonly CopiedAlbum[]>;
  rankReleases(request: {
    readonly files: readonly FileFacts[];
    readonly evidence: readonly SoundEvidence[];
    readonly releases: readonly Release[];
  }): Promise<RankedReleases>;
  artOfTrack(track: { readonly id: number }): Promise<readonly ArtRow[] | null>;
  findProposal(proposal: {
    readonly id: number;
  }): Promise<{ readonly row: ProposalRow; readonly content: ProposalContent }>;
  openProposals(request: { readonly bands: readonly IdentificationBand[] }): Promise<readonly number[]>;
}

export interface Decision {
  readonly ids: readonly number[];
  readonly state: Exclude<ProposalState, 'accepted'>;
}

export interface IdentificationWrites {
  decideProposals(decision: Decision): Promise<void>;
  storeProposals(request: {
    readonly proposals: readonly NewProposal[];
    readonly at: number;
  }): Promise<readonly number[]>;
  acceptProposals(request: {
    readonly accepted: readonly AcceptedProposal[];
  }): Promise<Omit<AcceptedProposals, 'problems'>>;
}

export interface IdentificationParts {
  readonly settings: () => Promise<IdentificationSettings>;
  readonly read: IdentificationReads;
  readonly write: IdentificationWrites;
  /** Tracks that are the same sound. */
  readonly recognise: (items: Uint32Array, limit: number) => Promise<readonly RecognisedTrack[]>;
  /** Published data on this machine. */
  readonly dumps: OfflineSource;
  readonly storeArt: (source: ArtSource, fit: boolean) => Promise<StoredArt>;
  readonly onProgress: (progress: IdentificationProgress) => void;
  readonly clock: Clock;
  /** Asks services; one for all parts, which share the pace that each host allows. */
  readonly client: WebClient;
  readonly cache: ResponseCache;
}
