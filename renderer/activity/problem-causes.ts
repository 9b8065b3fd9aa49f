/** Files with errors by their cause, and what can be done about each. */
import type { Said } from '../../app/model/messages.ts';
import type { ScanError } from '../../app/model/library.ts';
import { asSentence } from '../words/sentence.ts';
import { saidMessage, t, type Text } from '../words/text.ts';

export interface ProblemCause {
  /** Tells it from others. */
  readonly key: string;
  readonly stage: ScanError['stage'];
  /** As a sentence without a full stop, so that a count can follow. */
  readonly title: string;
  /** What to do about it; null where the sentence says so itself. */
  readonly advice: Text | null;
  /** The newest first. */
  readonly problems: readonly ScanError[];
  /** Whether each file has a sentence of its own, with other numbers in it. */
  readonly varies: boolean;
}

interface Kind {
  readonly title: Text;
  readonly advice: Text;
}

const DAMAGED: Kind = {
  title: 'The file is damaged or incomplete',
  advice: 'Copy it anew from where it came from, or remove it. Then try again.',
};
const TAGS: Kind = {
  title: 'The tags of the file cannot be read',
  advice: DAMAGED.advice,
};
const EMPTY: Kind = {
  title: 'The file is empty',
  advice: 'A copy or a download of it has broken off: get it anew, or delete it. Then try again.',
};
const FOREIGN: Kind = {
  title: 'The file is not music that Descant understands',
  advice: 'Its name says music, its content something else: rename it, or take it out of the folder.',
};
const CHANGING: Kind = {
  title: 'Another program wrote to the file',
  advice: 'Try again when the other program is done.',
};
const TOO_LONG: Kind = {
  title: 'The analysis did not come to its end',
  advice:
    'The track plays all the same, but is not compared by its sound. Try again; if it fails once more, the file is damaged.',
};

/** Codes whose kind is not the usual one of their beginning. */
const KINDS: Readonly<Record<string, Kind>> = {
  'file-foreign': FOREIGN,
  'file-empty': EMPTY,
  'file-without-bytes': EMPTY,
  'file-changing': CHANGING,
  'file-tags-unreadable': TAGS,
  'file-tags-not-shown': TAGS,
  'decode-no-stream': FOREIGN,
  'decode-no-decoder': FOREIGN,
  'decode-no-file': FOREIGN,
  'decode-crashed': TOO_LONG,
  'decode-stopped': TOO_LONG,
};

/** What is said where nobody knows the cause. */
const OF_STAGE: Readonly<Record<ScanError['stage'], Text>> = {
  scan: 'The track is not in the library, or as it was before. Look at the file, and try again.',
  analysis: 'The track plays all the same, but is not compared by its sound. Look at the file, and try again.',
  mount: 'Programs that read the mount did not get the file. Look at the original, and open it in the mount again.',
};

/** The causes with most files first. */
export function causesOf(problems: readonly ScanError[]): readonly ProblemCause[] {
  const groups = Map.groupBy(problems, keyOf);
  return [...groups].map(([key, of]) => causeOf(key, of)).toSorted((a, b) => b.problems.length - a.problems.length);
}

function causeOf(key: string, problems: readonly ScanError[]): ProblemCause {
  const { stage, said, message } = problems[0]!;
  const cause = causeIn(said);
  const kind = cause === undefined ? undefined : kindOf(cause.code);
  const varies = problems.some((other) => other.message !== message);
  const own =
    varies && said?.why !== undefined ? saidMessage(String(said.values['why']), said.why) : saidMessage(message, said);
  return {
    key,
    stage,
    title: varies && kind !== undefined ? t(kind.title) : asSentence(own).replace(/\.$/u, ''),
    // What the system says ends with what helps.
    advice: cause?.code.startsWith('system-') === true ? null : (kind?.advice ?? OF_STAGE[stage]),
    problems,
    varies,
  };
}

/** Sentences of one kind say in many ways what is one thing to a person. */
function keyOf({ stage, said, message }: ScanError): string {
  const cause = causeIn(said);
  const kind = cause === undefined ? undefined : kindOf(cause.code);
  return `${stage} ${kind?.title ?? cause?.code ?? message}`;
}

/** The innermost sentence: why another one holds. */
function causeIn(said: Said | undefined): Said | undefined {
  return said?.why === undefined ? said : causeIn(said.why);
}

function kindOf(code: string): Kind | undefined {
  if (Object.hasOwn(KINDS, code)) return KINDS[code];
  return /^(?:file|decode)-/u.test(code) ? DAMAGED : undefined;
}

/** What is wrong with one file, as a sentence. */
export function problemWords({ message, said }: Pick<ScanError, 'message' | 'said'>): string {
  return asSentence(saidMessage(message, said));
}

/** A line for each file, to be pasted elsewhere. */
export function problemLines(problems: readonly ScanError[]): string {
  return problems.map((problem) => `${problem.path}: ${problemWords(problem)}`).join('\n');
}
