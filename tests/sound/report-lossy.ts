/**
 * How well lossy audio in lossless files is told from what never met an encoder:
 *
 *     npm run report:lossy
 *
 * Makes the material (`lossy-material.ts`, some 4 GB in `$CORPUS/lossy`, once), measures every file as the analysis does
 * and prints a table. Thresholds were chosen with the pieces of even numbers; precision and recall that count are those
 * of the odd ones. Material that is not there (real music, rendered pieces, samples, speech) is left out.
 */
import { measureQuality } from '../../app/analysis/analyse-file.ts';
import { ffmpegDecoder } from '../../app/audio/ffmpeg-decoder.ts';
import { lossyMaterial, type Material } from './lossy-material.ts';

interface Outcome extends Material {
  /** 0 where nothing was found. */
  readonly confidence: number;
  readonly encoder: string;
}

/** A confidence of at least one half is a finding. */
const THRESHOLD = 0.5;

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
  return `${name}: ${lossy.length} lossy, ${outcomes.length - lossy.length} not; precision ${percent(found, found + accused)}, recall ${percent(found, lossy.length)}`;
}

const outcomes = (await lossyMaterial(console.error)).map(measure);
const treatments = [...new Set(outcomes.map(({ treatment }) => treatment))];
console.log('| treatment | lossy | tuning: found | evaluation: found | encoder named rightly |');
console.log('|---|---|---|---|---|');
for (const treatment of treatments) {
  const all = outcomes.filter((one) => one.treatment === treatment);
  const halves = [0, 1].map((half) => all.filter(({ piece }) => piece % 2 === half));
  const found = all.filter(isFound);
  const named = found.filter(({ encoder }) => treatment.startsWith(encoder.toLowerCase())).length;
  const cells = halves.map((half) => `${half.filter(isFound).length} of ${half.length}`);
  console.log(
    `| ${treatment} | ${all[0]!.lossy ? 'yes' : 'no'} | ${cells.join(' | ')} | ${all[0]!.lossy ? percent(named, found.length) : '–'} |`,
  );
}
console.log();
console.log(
  summary(
    'Tuning (even pieces)',
    outcomes.filter(({ piece }) => piece % 2 === 0),
  ),
);
console.log(
  summary(
    'Evaluation (odd pieces)',
    outcomes.filter(({ piece }) => piece % 2 === 1),
  ),
);
for (const one of outcomes.filter((each) => each.lossy !== isFound(each))) {
  console.log(`${one.lossy ? 'missed' : 'accused'}: piece ${one.piece}, ${one.treatment}, ${one.confidence}`);
}
