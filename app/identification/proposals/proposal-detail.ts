/** A proposal as people look at it: file as it is, file as it would be, field by field. */
import type { ProposalDetail, ProposedField, ProposedTrack, ReleaseChoice } from '../../model/identification.ts';
import type { Connection } from '../../storage/connection.ts';
import type { FileFacts } from '../matching/compared-file.ts';
import type { Candidate } from '../matching/rank-releases.ts';
import { creditText } from '../release.ts';
import { chosen } from './chosen.ts';
import { plannedFiles, type PlannedFile } from './planned-proposal.ts';
import { ALBUM_FIELDS } from './proposed-fields.ts';
import { findProposal, type ProposalContent } from './stored-proposals.ts';

/** @param release id of one of its releases; null for the best @throws NotFoundError */
export function proposalDetail(
  connection: Connection,
  { id, release }: { readonly id: number; readonly release: string | null },
): ProposalDetail {
  const { row, content } = findProposal(connection, id);
  const candidate = chosen(id, content, release);
  const planned = candidate === null ? [] : plannedFiles(connection, content, candidate);
  const album = sharedFields(planned);
  const shared = new Set(album.map(({ field }) => field));
  return {
    ...row,
    choices: content.candidates.map(choiceOf),
    release: candidate?.release.id ?? null,
    album,
    tracks: tracksOf(content, candidate, planned, shared),
    changes: planned.reduce((sum, { fields, isStale }) => sum + (isStale ? 0 : fields.length), 0),
    cover: candidate === content.candidates[0] ? content.cover : null,
    problems: content.problems,
  };
}

function choiceOf({ release, match }: Candidate): ReleaseChoice {
  const formats = [...new Set(release.media.map(({ format }) => format).filter((format) => format !== ''))];
  return {
    source: release.source,
    id: release.id,
    title: release.title,
    artist: creditText(release.credits),
    comment: release.comment,
    date: release.date,
    country: release.country,
    format: formats.join(' + '),
    label: release.labels[0]?.name ?? '',
    tracks: release.tracks.filter(({ position }) => position > 0).length,
    discs: release.media.length,
    score: match.score,
  };
}

/** Fields of the album that all files change in the same way. */
function sharedFields(planned: readonly PlannedFile[]): ProposedField[] {
  const [first, ...others] = planned;
  if (first === undefined) return [];
  const same = (field: ProposedField): boolean =>
    others.every(({ fields }) => fields.some((other) => JSON.stringify(other) === JSON.stringify(field)));
  return first.fields.filter((field) => ALBUM_FIELDS.has(field.field) && same(field));
}

function tracksOf(
  { files }: ProposalContent,
  candidate: Candidate | null,
  planned: readonly PlannedFile[],
  shared: ReadonlySet<string>,
): ProposedTrack[] {
  const release = candidate?.release ?? null;
  const proposed = (at: number): ProposedTrack['proposed'] => {
    const { title, credits, disc, position, length } = release!.tracks[at]!;
    return { title, artist: creditText(credits), disc, number: position, length };
  };
  const byTrack = new Map(planned.map((one) => [one.pair.track, one]));
  const ofRelease = (release?.tracks ?? []).flatMap(({ position }, at): ProposedTrack[] => {
    const one = byTrack.get(at);
    // A hidden track that nobody has is not missing.
    if (one === undefined) return position === 0 ? [] : [{ ...NOTHING, proposed: proposed(at) }];
    return [
      {
        id: one.file.id,
        fileName: one.file.fileName,
        asIs: nowOf(one.file),
        proposed: proposed(at),
        score: one.pair.score,
        bySound: one.pair.bySound,
        fields: one.fields.filter(({ field }) => !shared.has(field)),
        agreeing: one.agreeing,
        isStale: one.isStale,
      },
    ];
  });
  const paired = new Set(planned.map(({ file }) => file.id));
  const others = files.filter(({ id }) => !paired.has(id));
  return [
    ...ofRelease,
    ...others.map((file) => ({ ...NOTHING, id: file.id, fileName: file.fileName, asIs: nowOf(file) })),
  ];
}

const NOTHING: ProposedTrack = {
  id: null,
  fileName: '',
  asIs: { title: '', artist: '', number: '', length: 0 },
  proposed: null,
  score: null,
  bySound: false,
  fields: [],
  agreeing: 0,
  isStale: false,
};

function nowOf({ title, artist, number, length }: FileFacts): ProposedTrack['asIs'] {
  return { title, artist, number: number === null ? '' : String(number), length };
}
