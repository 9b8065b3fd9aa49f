/** Proposals of identification in lines for people. */
import type {
  AcceptedProposals,
  BandReason,
  IdentificationProgress,
  IdentificationSource,
  ProposalDetail,
  ProposalRow,
  ProposedField,
  ProposedTrack,
  SourceProblem,
} from '../../app/model/identification.ts';
import { countOf, formatDuration, table } from './output.ts';

const SOURCES: Readonly<Record<IdentificationSource, string>> = {
  library: 'own library',
  dumps: 'dumps',
  acoustid: 'AcoustID',
  musicbrainz: 'MusicBrainz',
  'cover-art': 'Cover Art Archive',
};
const REASONS: Readonly<Record<BandReason, string>> = {
  agrees: 'each file has its track, and no other release fits as well',
  differs: 'titles, lengths or numbers differ',
  extra: 'some files have no track in the release',
  missing: 'some tracks of the release have no file',
  'extra-and-missing': 'some files have no track in the release, and some tracks have no file',
  editions: 'another edition fits as well',
  rivals: 'another release fits about as well',
  far: 'no release fits well',
  'no-release': 'no release was found',
};

/** The services on the network that are off, each with the setting that switches it on. */
export function offLines(sources: readonly IdentificationSource[]): string[] {
  const services = [
    ['musicbrainz', 'identify.musicbrainz'],
    ['acoustid', 'identify.acoustid'],
    ['cover-art', 'identify.cover-art'],
  ] as const;
  return services
    .filter(([source]) => !sources.includes(source))
    .map(([source, setting]) => `${SOURCES[source]} is off: descant config ${setting} true switches it on`);
}

export function proposalRows(rows: readonly ProposalRow[]): string[] {
  return table(
    rows.map(({ id, band, score, title, artist, files, reason }) => [
      String(id),
      band,
      scoreText(score),
      title === '' ? '(no title)' : title,
      artist,
      countOf(files, 'file'),
      REASONS[reason],
    ]),
  );
}

export function problemLines(problems: readonly SourceProblem[]): string[] {
  return problems.map(
    ({ source, message, count }) => `${SOURCES[source]}: ${message}${count > 1 ? ` (${count} times)` : ''}`,
  );
}

/** What a run has found. */
export function runLines({ found, never, sources, problems, total }: IdentificationProgress): string[] {
  const bands = Object.entries(found).filter(([, count]) => count > 0);
  const albums = bands.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...(total === 0 ? ['no track matches'] : []),
    ...(albums > 0
      ? [`${countOf(albums, 'album')}: ${bands.map(([band, count]) => `${count} ${band}`).join(', ')}`]
      : []),
    ...(never > 0 ? [`${countOf(never, 'track')} left out, as you have asked with --never`] : []),
    ...problemLines(problems),
    ...offLines(sources),
  ];
}

export function detailLines(detail: ProposalDetail): string[] {
  const { id, band, reason, score, choices, release, album, tracks, changes, cover } = detail;
  const choice = choices.find((one) => one.id === release);
  if (choice === undefined) return [`${id}  ${band}: ${REASONS[reason]}`, ...problemLines(detail.problems)];
  const facts = [choice.date, choice.country, choice.format, choice.label, countOf(choice.tracks, 'track')];
  return [
    `${id}  ${choice.artist} – ${choice.title}  (${facts.filter((fact) => fact !== '').join(', ')})`,
    `    ${band}, score ${scoreText(score)}, from ${SOURCES[choice.source]}: ${REASONS[reason]}`,
    ...album.map((field) => `    ${fieldText(field)}`),
    ...(cover === null ? [] : [`    cover: ${cover.width} × ${cover.height} from the ${SOURCES['cover-art']}`]),
    ...tracks.flatMap(trackLines),
    ...choices
      .filter((other) => other.id !== release)
      .map((other) => `    or ${other.id}  ${scoreText(other.score)}  ${otherText(other)}`),
    `    ${countOf(changes, 'field')} would change`,
    ...problemLines(detail.problems),
  ];
}

function otherText({ title, artist, date, country, format, tracks }: ProposalDetail['choices'][number]): string {
  return [`${artist} – ${title}`, date, country, format, countOf(tracks, 'track')]
    .filter((part) => part !== '')
    .join(', ');
}

function trackLines({ id, fileName, asIs, proposed, score, fields, isStale }: ProposedTrack): string[] {
  if (proposed === null) return [`    ${id}  ${fileName}: no track of this release; it stays as it is`];
  const name = `${proposed.disc}-${String(proposed.number).padStart(2, '0')} ${proposed.title}`;
  const length = proposed.length === null ? '' : ` (${formatDuration(proposed.length)})`;
  if (id === null) return [`    –  ${name}${length}: no file`];
  if (isStale) return [`    ${id}  ${asIs.title}: its tags have changed since; identify it again`];
  return [`    ${id}  ${name}${length}  ${scoreText(score)}`, ...fields.map((field) => `        ${fieldText(field)}`)];
}

function fieldText({ field, before, after }: ProposedField): string {
  return `${field}: ${before === null ? '' : `${before.join('; ')} → `}${after.join('; ')}`;
}

function scoreText(score: number | null): string {
  return score === null ? '' : score.toFixed(2);
}

export function acceptedLines({ batches, proposals, tracks, fields, stale, problems }: AcceptedProposals): string[] {
  const undo = batches.map((batch) => `descant undo ${batch}`).join(' and ');
  return [
    batches.length === 0
      ? 'nothing was changed'
      : `${countOf(proposals, 'album')} accepted: ${countOf(fields, 'field')} of ${countOf(tracks, 'track')} changed; ${undo} takes it back`,
    ...(stale.length > 0
      ? [`${countOf(stale.length, 'track')} left alone: the tags have changed since; identify again`]
      : []),
    ...problemLines(problems),
  ];
}
