/** Which release a cluster of files is, and how sure that is. */
import type { IdentificationBand, BandReason } from '../../model/identification.ts';
import type { Release } from '../release.ts';
import type { FileFacts, SoundEvidence } from './compared-file.ts';
import { matchRelease, type ReleaseMatch } from './match-release.ts';
import { BANDS, RIVAL, RIVAL_EDITION } from './weights.ts';

/** A release with what of it fits the files. */
export interface Candidate {
  readonly release: Release;
  readonly match: ReleaseMatch;
}

export interface RankedReleases {
  /** The best first. */
  readonly candidates: readonly Candidate[];
  readonly band: IdentificationBand;
  readonly reason: BandReason;
}

/** Candidates that a proposal keeps. */
const MOST_CANDIDATES = 5;

export function rankReleases({
  files,
  evidence,
  releases,
}: {
  readonly files: readonly FileFacts[];
  readonly evidence: readonly SoundEvidence[];
  readonly releases: readonly Release[];
}): RankedReleases {
  const candidates = releases
    .map((release) => ({ release, match: matchRelease(files, evidence, release) }))
    .filter(({ match }) => match.pairs.length > 0)
    .sort((a, b) => b.match.score - a.match.score || preference(a.release, b.release))
    .slice(0, MOST_CANDIDATES);
  return { candidates, ...bandOf(candidates) };
}

/** Of releases that fit equally well: official ones first, then the earliest. */
function preference(a: Release, b: Release): number {
  const isOther = ({ status }: Release): number => (status === '' || status === 'Official' ? 0 : 1);
  const dateOf = ({ date }: Release): string => (date === '' ? '9999' : date);
  return isOther(a) - isOther(b) || compare(dateOf(a), dateOf(b)) || compare(a.id, b.id);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** @param candidates the best first */
export function bandOf(candidates: readonly Candidate[]): Pick<RankedReleases, 'band' | 'reason'> {
  const [best, ...rivals] = candidates;
  if (best === undefined) return { band: 'none', reason: 'no-release' };
  const { score, missing, extra } = best.match;
  if (score < BANDS.ambiguous) return { band: 'none', reason: 'far' };
  const near = rivals.filter(({ match }) => score - match.score < RIVAL);
  const isSameGroup = ({ release }: Candidate): boolean =>
    release.groupId !== '' && release.groupId === best.release.groupId;
  // What the library says of a release is no other release.
  const isSame = ({ release }: Candidate): boolean => release.source !== best.release.source;
  if (near.some((rival) => !isSameGroup(rival) && !isSame(rival))) return { band: 'ambiguous', reason: 'rivals' };
  if (score < BANDS.likely) return { band: 'ambiguous', reason: 'far' };
  if (extra.length > 0) return { band: 'likely', reason: missing.length > 0 ? 'extra-and-missing' : 'extra' };
  if (missing.length > 0) return { band: 'likely', reason: 'missing' };
  if (score < BANDS.certain) return { band: 'likely', reason: 'differs' };
  if (near.some((rival) => isSameGroup(rival) && score - rival.match.score < RIVAL_EDITION)) {
    return { band: 'likely', reason: 'editions' };
  }
  return { band: 'certain', reason: 'agrees' };
}
