/** Which of the releases of a proposal is meant. */
import { NotFoundError } from '../../library/not-found.ts';
import type { Candidate } from '../matching/rank-releases.ts';
import type { ProposalContent } from './stored-proposals.ts';

/** @param release its id; null for the best @throws NotFoundError where the release is none of the proposal's */
export function chosen(id: number, { candidates }: ProposalContent, release: string | null): Candidate | null {
  if (release === null) return candidates[0] ?? null;
  const found = candidates.find((candidate) => candidate.release.id === release);
  if (found) return found;
  throw new NotFoundError(
    `release ${release} is none of those of proposal ${id}; descant identify QUERY --release ID asks for any release`,
  );
}
