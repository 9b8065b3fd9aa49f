/**
 * Makes the changes of accepted proposals: one batch for each source, with the source as author, tags and covers
 * together. A file whose tags have changed since it was identified is left as it is. All of it is one transaction.
 */
import { artChanges } from '../../art/change-art.ts';
import { changeTogether, type ChangeObserver } from '../../library/change-together.ts';
import type { TrackEdit } from '../../library/edits.ts';
import { FRONT_COVER } from '../../library/pictures.ts';
import type { TrackWriter } from '../../library/track-writer.ts';
import type { AcceptedProposals, IdentificationSource } from '../../model/identification.ts';
import type { Connection } from '../../storage/connection.ts';
import { chosen } from './chosen.ts';
import { plannedFiles } from './planned-proposal.ts';
import { findProposal } from './stored-proposals.ts';

export interface AcceptedProposal {
  readonly id: number;
  /** Id of one of its releases; null for the best. */
  readonly release: string | null;
  /** A picture of the art store for its files; null for none. */
  readonly cover: string | null;
}

/** As the history names the sources. */
export const SOURCE_NAMES: Readonly<Record<IdentificationSource, string>> = {
  library: 'Own library',
  dumps: 'Dumps',
  acoustid: 'AcoustID',
  musicbrainz: 'MusicBrainz',
  'cover-art': 'Cover Art Archive',
};

/** The picture type "other": many programs give their cover no type. */
const UNTYPED = 0;

/** @throws NotFoundError for a proposal that is gone; nothing is changed then */
export function acceptProposals(
  connection: Connection,
  tracks: TrackWriter,
  observer: ChangeObserver,
  accepted: readonly AcceptedProposal[],
): Omit<AcceptedProposals, 'problems'> {
  const note = connection.prepare("UPDATE proposal SET state = 'accepted', batch_id = ? WHERE id = ?");
  return changeTogether(connection, tracks, observer, (edits) => {
    const stale: number[] = [];
    const bySource = new Map<
      IdentificationSource,
      { ids: number[]; titles: string[]; edits: TrackEdit[]; fields: number }
    >();
    for (const { id, release, cover } of accepted) {
      const { content } = findProposal(connection, id);
      const candidate = chosen(id, content, release);
      if (candidate === null) continue;
      const { source } = candidate.release;
      const of = bySource.get(source) ?? { ids: [], titles: [], edits: [], fields: 0 };
      bySource.set(source, of);
      of.ids.push(id);
      of.titles.push(candidate.release.title);
      const planned = plannedFiles(connection, content, candidate);
      const fresh = planned.filter(({ isStale }) => !isStale);
      stale.push(...planned.filter(({ isStale }) => isStale).map(({ file }) => file.id));
      for (const { file, fields } of fresh) {
        of.fields += fields.length;
        of.edits.push({ id: file.id, changes: Object.fromEntries(fields.map(({ field, after }) => [field, after])) });
      }
      if (cover === null || fresh.length === 0) continue;
      const pictures = [{ type: 'front' as const, hash: cover }];
      const ids = fresh.map(({ file }) => file.id);
      of.edits.push(...artChanges(connection, [{ ids, pictures }], [FRONT_COVER, UNTYPED]));
    }
    const batches: number[] = [];
    const changed = new Set<number>();
    let fields = 0;
    for (const [source, of] of bySource) {
      const { batch } = edits.editEach({
        edits: of.edits,
        author: { name: SOURCE_NAMES[source], kind: 'service' },
        note: noteOf(of.titles),
      });
      if (batch !== null) batches.push(batch);
      fields += of.fields;
      for (const { id } of of.edits) changed.add(id);
      for (const id of of.ids) note.run(batch, id);
    }
    const proposals = [...bySource.values()].reduce((sum, { ids }) => sum + ids.length, 0);
    return { batches, proposals, tracks: changed.size, fields, stale };
  });
}

function noteOf(titles: readonly string[]): string {
  return titles.length === 1 ? `identified ${titles[0]}` : `identified ${titles.length} albums`;
}
