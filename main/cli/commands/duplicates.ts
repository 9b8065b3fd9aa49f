/**
 * `descant duplicates`: recordings that the library has more than once, found by their fingerprints, and what is done with
 * the copies. Everything that it does is one batch of the history; no file is touched.
 */
import type { Resolution, ResolvedCopies } from '../../../app/model/duplicates.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { findRecordings, groupsOf, KINDS, SAME_RECORDING, type Kind, type Recording } from '../duplicate-groups.ts';
import { interruptible, showProgress } from '../long-work.ts';
import { countOf, formatBytes, formatDuration, printJson, printLines, table } from '../output.ts';
import { shownValues } from '../art/art-words.ts';
import type { FoundDuplicates, Part } from '../duplicate-groups.ts';

/** Versions of a piece are found from this score on. */
const VERSIONS = 0.4;

const OPTIONS = {
  score: { type: 'string' },
  kind: { type: 'string' },
  all: { type: 'boolean', default: false },
  hide: { type: 'boolean', default: false },
  trash: { type: 'boolean', default: false },
  'merge-tags': { type: 'boolean', default: false },
  'keep-all': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

type Flags = Readonly<Record<Resolution, boolean>>;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS);
  const kind = readKind(values.kind);
  const least = readScore(values.score ?? String(kind === 'version' ? VERSIONS : SAME_RECORDING));
  const actions = readActions(values);
  const dryRun = values['dry-run'];
  if (actions.length === 0 && dryRun) throw new UsageError('--dry-run goes with an action: --hide, --merge-tags …');
  if (actions.length > 0 && actions[0] !== 'keep-all' && least < SAME_RECORDING) {
    throw new UsageError('versions of a piece are not copies: below a score of 0.75 there is only --keep-all');
  }
  const wanted = { least, kind, query: positionals.join(' '), all: values.all };
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      const found = await findRecordings(api, wanted, signal);
      showProgress('');
      if (actions.length === 0) {
        if (values.json) printJson(found);
        else printText(found);
        return 0;
      }
      const groups = groupsOf(found.recordings, kind === 'part' || actions.includes('keep-all'));
      const away = new Set(groups.flatMap(({ others }) => others));
      const others = found.recordings.flatMap(({ tracks, parts }) => [...tracks, ...parts]);
      const bytes = others.reduce((sum, one) => sum + (away.delete(one.id) ? one.bytes : 0), 0);
      const result =
        groups.length === 0 ? NOTHING : await api.duplicates.resolve.mutate({ actions: [...actions], groups, dryRun });
      if (values.json) printJson({ ...result, actions, dryRun, bytes });
      else {
        if (dryRun) printRecordings(found.recordings);
        printResult(result, actions, dryRun, bytes);
      }
      return 0;
    }),
  );
}

const NOTHING: ResolvedCopies = { batch: null, tracks: 0, changes: [], groups: 0, pictures: 0, problems: [] };

function readKind(text: string | undefined): Kind | null {
  if (text === undefined) return null;
  const kind = KINDS.find((one) => one === text);
  if (kind === undefined) throw new UsageError(`--kind takes ${KINDS.join(', ')}, not "${text}"`);
  return kind;
}

function readScore(text: string): number {
  const score = Number(text);
  if (text.trim() !== '' && score >= VERSIONS && score <= 1) return score;
  throw new UsageError(`--score takes a number from 0.4 to 1, not "${text}"`);
}

/** Tags are merged before the copies are set aside. */
function readActions(flags: Flags): readonly Resolution[] {
  const order = ['merge-tags', 'hide', 'trash', 'keep-all'] as const;
  const actions = order.filter((action) => flags[action]);
  if (flags['keep-all'] && actions.length > 1) throw new UsageError('--keep-all goes with no other action');
  if (flags.hide && flags.trash) throw new UsageError('--hide or --trash, not both');
  return actions;
}

const DONE: Readonly<Record<Resolution, (copies: string) => string>> = {
  'merge-tags': () => 'tags merged into the best copies',
  hide: (copies) => `${copies} hidden`,
  trash: (copies) => `${copies} in the trash`,
  'keep-all': () => 'told apart',
};

function printResult(result: ResolvedCopies, actions: readonly Resolution[], dryRun: boolean, bytes: number): void {
  const { batch, tracks, changes, groups, pictures, problems } = result;
  const merged = changes.filter(({ field }) => !['hidden', 'trashed', 'distinct'].includes(field));
  const setAside = actions.includes('hide') || actions.includes('trash');
  const copies = setAside ? `the other copies (${formatBytes(bytes)})` : 'copies';
  const what = actions.map((action) => DONE[action](copies)).join(', ');
  const undo = batch === null ? '' : ` (batch ${batch}; to undo: descant undo ${batch})`;
  printLines([
    ...(actions.includes('merge-tags')
      ? merged.map(
          ({ trackId, field, before, after }) =>
            `${trackId}  ${field}: ${shownValues(field, before)} → ${shownValues(field, after)}`,
        )
      : []),
    ...(tracks === 0 && pictures === 0
      ? ['nothing to change']
      : [
          `${countOf(groups, 'recording')}, ${what}: ${countOf(tracks, 'track')} ${dryRun ? 'would change' : `changed${undo}`}`,
        ]),
    ...(pictures > 0 ? [`${countOf(pictures, 'picture')} ${dryRun ? 'would be' : 'were'} taken over`] : []),
    ...problems.map((problem) => `not taken over: ${problem}`),
    ...(setAside && batch !== null ? [NO_FILE[actions.includes('trash') ? 'trash' : 'hide']] : []),
  ]);
}

const NO_FILE = {
  trash: 'No file was touched. descant trash lists what is in the trash.',
  hide: "No file was touched. descant tracks 'hidden:yes' lists the hidden tracks.",
} as const;

function printText({ recordings, compared, pending, problem }: FoundDuplicates): void {
  printRecordings(recordings);
  const several = recordings.filter(({ tracks }) => tracks.length > 1);
  const spare = several.flatMap(({ tracks }) => tracks.slice(1));
  const parts = recordings.flatMap((recording) => recording.parts);
  printLines([
    `${countOf(several.length, 'recording')} with several copies among ${countOf(compared, 'track')}; all copies but the best take ${formatBytes(spare.reduce((sum, { bytes }) => sum + bytes, 0))}.`,
    ...(parts.length > 0
      ? [`${countOf(parts.length, 'track')} ${parts.length === 1 ? 'is' : 'are'} a part of another.`]
      : []),
    ...(pending > 0 ? [`${countOf(pending, 'track')} not analysed yet: descant scan --wait analysis`] : []),
    ...(problem === null ? [] : [`The index is away, so tracks are left that are not compared: ${problem}`]),
  ]);
}

function printRecordings(recordings: readonly Recording[]): void {
  for (const { tracks, parts } of recordings) {
    printLines(
      table([
        ...tracks.map((track, at) =>
          rowOf(at === 0 ? 'best' : '', track, [track.why, at > 0 ? sameWords(track) : null]),
        ),
        ...parts.map((part) => rowOf('part', part, [`of ${part.of} from ${formatDuration(Math.max(0, part.offset))}`])),
      ]),
    );
    printLines(['']);
  }
}

function sameWords({ sameBytes, sameAudio }: Recording['tracks'][number]): string | null {
  if (sameBytes === true) return 'the same bytes';
  return sameAudio ? 'the same audio' : null;
}

function rowOf(
  word: string,
  { id, kind, bitrate, duration, bytes, path }: Recording['tracks'][number] | Part,
  remarks: readonly (string | null)[],
): string[] {
  return [
    word,
    String(id),
    kind,
    `${Math.round(bitrate / 1000)} kbit/s`,
    formatDuration(duration),
    formatBytes(bytes),
    remarks.filter((remark) => remark !== null).join('; '),
    path,
  ];
}
