/** Proposals in the database: they wait for a decision, however often the service starts. */
import type {
  BandReason,
  IdentificationBand,
  ProposalPage,
  ProposalRow,
  ProposalState,
  SourceProblem,
} from '../../model/identification.ts';
import { BAND_NAMES } from '../../model/identification.ts';
import { NotFoundError } from '../../library/not-found.ts';
import type { Connection } from '../../storage/connection.ts';
import { commonest } from '../matching/match-release.ts';
import type { FileFacts } from '../matching/compared-file.ts';
import type { Candidate } from '../matching/rank-releases.ts';
import type { FoundCover } from '../sources/cover-art.ts';
import { creditText } from '../release.ts';

/** What a proposal was worked out from. */
export interface ProposalContent {
  /** As the files were then. */
  readonly files: readonly FileFacts[];
  /** The best first. */
  readonly candidates: readonly Candidate[];
  /** AcoustIDs by the id of the file. */
  readonly acoustids: Readonly<Record<string, string>>;
  /** The cover of the best release; null where none is to be given. */
  readonly cover: FoundCover | null;
  readonly problems: readonly SourceProblem[];
}

export interface NewProposal extends ProposalContent {
  readonly band: IdentificationBand;
  readonly reason: BandReason;
}

/** As SQL gives it: the path of the cover by another name. */
interface StoredRow extends Omit<ProposalRow, 'art'> {
  readonly cover: string | null;
}

/** SQL over `proposal`: what was accepted and then undone is open again. */
const STATE = `CASE WHEN state = 'accepted'
  AND EXISTS (SELECT 1 FROM edit_batch WHERE id = batch_id AND undone_by IS NOT NULL) THEN 'open' ELSE state END`;
const COLUMNS = `proposal.id, at, ${STATE} AS state, band, reason, score, source, title, artist, releases,
  batch_id AS batch, (SELECT count(*) FROM proposal_track WHERE proposal_id = proposal.id) AS files,
  (SELECT min(printf('/art/track/%d?v=%d', track.id, track.generation)) FROM proposal_track
    JOIN track ON track.id = track_id WHERE proposal_id = proposal.id AND has_art = 1) AS cover`;
/** The bands in their order. */
const BAND_ORDER = `CASE band ${BAND_NAMES.map((band, at) => `WHEN '${band}' THEN ${at}`).join(' ')} END`;

/**
 * Stores proposals, each in the place of those that its tracks had before, whatever was decided about them.
 * @returns their ids
 */
export function storeProposals(connection: Connection, proposals: readonly NewProposal[], at: number): number[] {
  const forget = connection.prepare(`
    DELETE FROM proposal WHERE id IN
      (SELECT proposal_id FROM proposal_track WHERE track_id IN (SELECT value FROM json_each(?)))`);
  const insert = connection.prepare(`
    INSERT INTO proposal (at, state, band, reason, score, source, title, artist, releases, detail)
    VALUES (?, 'open', ?, ?, ?, ?, ?, ?, ?, ?)`);
  // A track may have gone while its sources were asked.
  const claim = connection.prepare(
    'INSERT OR REPLACE INTO proposal_track (track_id, proposal_id) SELECT id, ? FROM track WHERE id = ?',
  );
  return connection.transaction(() =>
    proposals.map(({ band, reason, ...content }) => {
      const [best = null] = content.candidates;
      const title = best?.release.title ?? commonest(content.files.map(({ album }) => album));
      const artist = best
        ? creditText(best.release.credits)
        : commonest(content.files.map((file) => (file.albumArtist === '' ? file.artist : file.albumArtist)));
      forget.run(JSON.stringify(content.files.map(({ id }) => id)));
      const { lastInsertRowid } = insert.run(
        at,
        band,
        reason,
        best?.match.score ?? null,
        best?.release.source ?? null,
        title,
        artist,
        content.candidates.length,
        JSON.stringify(content),
      );
      for (const file of content.files) claim.run(lastInsertRowid, file.id);
      return Number(lastInsertRowid);
    }),
  )();
}

/** Proposals of a state, those of the surest band first, or these alone. */
export function proposalPage(
  connection: Connection,
  {
    state,
    ids,
    offset,
    limit,
  }: {
    readonly state: ProposalState;
    readonly ids: readonly number[] | null;
    readonly offset: number;
    readonly limit: number;
  },
): ProposalPage {
  const where = `${STATE} = ? AND (? IS NULL OR proposal.id IN (SELECT value FROM json_each(?)))`;
  const named = ids === null ? null : JSON.stringify(ids);
  const counts = connection
    .prepare<[string, string | null, string | null], { band: IdentificationBand; count: number }>(
      `SELECT band, count(*) AS count FROM proposal WHERE ${where} GROUP BY band`,
    )
    .all(state, named, named);
  const rows = connection
    .prepare<[string, string | null, string | null, number, number], StoredRow>(`
      SELECT ${COLUMNS} FROM proposal WHERE ${where}
      ORDER BY ${BAND_ORDER}, score DESC, proposal.id LIMIT ? OFFSET ?`)
    .all(state, named, named, limit, offset);
  const bands = { certain: 0, likely: 0, ambiguous: 0, none: 0 };
  for (const { band, count } of counts) bands[band] = count;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return { total, bands, rows: rows.map(rowOf) };
}

function rowOf({ cover, ...row }: StoredRow): ProposalRow {
  return { ...row, art: cover };
}

/** A proposal with what it was worked out from. @throws NotFoundError */
export function findProposal(
  connection: Connection,
  id: number,
): { readonly row: ProposalRow; readonly content: ProposalContent } {
  const found = connection
    .prepare<[number], StoredRow & { detail: string }>(`SELECT ${COLUMNS}, detail FROM proposal WHERE id = ?`)
    .get(id);
  if (!found) throw new NotFoundError(`there is no proposal ${id}; descant identify lists those that are open`);
  const { detail, ...row } = found;
  return { row: rowOf(row), content: JSON.parse(detail) as ProposalContent };
}

/** Notes what a person has decided. @throws NotFoundError; nothing is noted then */
export function decideProposals(
  connection: Connection,
  { ids, state }: { readonly ids: readonly number[]; readonly state: Exclude<ProposalState, 'accepted'> },
): void {
  const set = connection.prepare('UPDATE proposal SET state = ?, batch_id = NULL WHERE id = ?');
  connection.transaction(() => {
    for (const id of ids) {
      if (set.run(state, id).changes === 0) throw new NotFoundError(`there is no proposal ${id}`);
    }
  })();
}

/** Those of the tracks that a person does not want to be identified. */
export function neverIdentified(connection: Connection, ids: readonly number[]): number[] {
  return connection
    .prepare<[string], number>(`
      SELECT track_id FROM proposal_track JOIN proposal ON proposal.id = proposal_id
      WHERE state = 'never' AND track_id IN (SELECT value FROM json_each(?))`)
    .pluck()
    .all(JSON.stringify(ids));
}

/** Ids of all proposals of these bands that wait for a decision. */
export function openProposals(connection: Connection, bands: readonly IdentificationBand[]): number[] {
  return connection
    .prepare<[string], number>(`
      SELECT id FROM proposal WHERE ${STATE} = 'open' AND score IS NOT NULL
        AND band IN (SELECT value FROM json_each(?)) ORDER BY id`)
    .pluck()
    .all(JSON.stringify(bands));
}
