/**
 * How well lossy audio in lossless files is told from what never met an encoder:
 *
 *     npm run report:lossy             both sets of material
 *     npm run report:lossy -- blind    the blind set alone
 *
 * Makes the material (`lossy-sets.ts`, some 4 GB for each set in `$CORPUS`, once), measures every file as the analysis does
 * and prints a table. The numbers that count are those of the blind set. Material that is not there (real music, rendered
 * pieces, samples, speech) is left out.
 */
import { measureQuality } from '../../app/analysis/analyse-file.ts';
import { ffmpegDecoder } from '../../app/audio/ffmpeg-decoder.ts';
import { lossyMaterial, type Material } from './lossy-material.ts';
import { BLIND, KNOWN, type MaterialSet } from './lossy-sets.ts';

interface Outcome extends Material {
  /** 0 where nothing was found. */
  readonly confidence: number;
  readonly encoder: string;
}

/** A group of outcomes that has a column and a line of its own. */
interface Part {
  readonly name: string;
  readonly has: (outcome: Outcome) => boolean;
}

/** A confidence of at least one half is a finding. */
const THRESHOLD = 0.5;

/** Encoders at the bit rates that people make "lossless" files of: what recall is promised for. */
const USUAL = /^(?:mp3-(?!shine)|aac-256|opus-160)/;

const SETS: Readonly<Record<string, { readonly set: MaterialSet; readonly parts: readonly Part[] }>> = {
  known: {
    set: KNOWN,
    parts: [
      { name: 'tuning (even pieces)', has: ({ piece }) => piece % 2 === 0 },
      { name: 'evaluation (odd pieces)', has: ({ piece }) => piece % 2 === 1 },
    ],
  },
  blind: {
    set: BLIND,
    parts: [
      { name: 'usual encoders', has: ({ lossy, treatment }) => !lossy || USUAL.test(treatment) },
      { name: 'all', has: () => true },
    ],
  },
};

function measure(material: Material): Outcome {
  const { lossy } = measureQuality(ffmpegDecoder, Buffer.from(material.path)).quality;
  return { ...material, confidence: lossy?.confidence ?? 0, encoder: lossy?.encoder ?? '' };
}

const isFound = ({ confidence }: Outcome): boolean => confidence >= THRESHOLD;
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

function summary(name: string, outcomes: readonly Outcome[]): string {
  const lossy = outcomes.filter((one) => one.lossy);
  const found = lossy.filter(isFound).length;
  const accused = outcomes.filter((one) => !one.lossy && isFound(one)).length;
  return `${name}: ${lossy.length} lossy, ${outcomes.length - lossy.length} not; ${found} found, ${accused} accused; precision ${percent(found, found + accused)}, recall ${percent(found, lossy.length)}`;
}

function tableLine(treatment: string, all: readonly Outcome[], parts: readonly Part[]): string {
  const found = all.filter(isFound);
  const named = found.filter(({ encoder }) => treatment.startsWith(encoder.toLowerCase())).length;
  const cells = parts.map(({ has }) => {
    const own = all.filter(has);
    return own.length === 0 ? '–' : `${own.filter(isFound).length} of ${own.length}`;
  });
  const isLossy = all[0]!.lossy;
  return `| ${treatment} | ${isLossy ? 'yes' : 'no'} | ${cells.join(' | ')} | ${isLossy ? percent(named, found.length) : '–'} |`;
}

async function report(name: string): Promise<void> {
  const { set, parts } = SETS[name]!;
  const outcomes = (await lossyMaterial(set, console.error)).map(measure);
  console.log(`## The ${name} set\n`);
  console.log(
    `| treatment | lossy | ${parts.map((part) => `${part.name}: found`).join(' | ')} | encoder named rightly |`,
  );
  console.log(`|---|---|${parts.map(() => '---|').join('')}---|`);
  for (const treatment of new Set(outcomes.map((one) => one.treatment))) {
    const all = outcomes.filter((one) => one.treatment === treatment);
    console.log(tableLine(treatment, all, parts));
  }
  console.log();
  for (const part of parts) console.log(summary(part.name, outcomes.filter(part.has)));
  for (const one of outcomes.filter((each) => each.lossy !== isFound(each))) {
    console.log(`${one.lossy ? 'missed' : 'accused'}: piece ${one.piece}, ${one.treatment}, ${one.confidence}`);
  }
  console.log();
}

const [asked] = process.argv.slice(2);
if (asked !== undefined && !(asked in SETS)) throw new Error(`the sets are ${Object.keys(SETS).join(' and ')}`);
for (const name of asked === undefined ? Object.keys(SETS) : [asked]) await report(name);
