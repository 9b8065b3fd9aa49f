/**
 * The sixteen classifiers of Chromaprint's algorithm TEST2: each compares the energy of two regions of the chroma
 * image and gives a level 0..3; together they make one 32-bit item.
 *
 * Every AcoustID client uses these constants: one changed digit makes fingerprints that match no others.
 */

/** A region of the window: bands [band, bandEnd) over rows [row, rowEnd). */
interface Rectangle {
  readonly row: number;
  readonly rowEnd: number;
  readonly band: number;
  readonly bandEnd: number;
}

interface Classifier {
  /** The energy of these … */
  readonly over: readonly Rectangle[];
  /** … is divided by the energy of those. */
  readonly under: readonly Rectangle[];
  /** Ascending limits between the levels 0, 1, 2 and 3 of the logarithm of the ratio. */
  readonly thresholds: readonly [number, number, number];
}

type Shape = 'whole' | 'upper-lower' | 'late-early' | 'diagonal' | 'middle-band' | 'middle-row';

/** Shape, first band, height in bands, width in rows, thresholds. */
const TABLE: readonly (readonly [Shape, number, number, number, number, number, number])[] = [
  ['whole', 4, 3, 15, 1.98215, 2.35817, 2.63523],
  ['middle-band', 4, 6, 15, -1.03809, -0.651211, -0.282167],
  ['upper-lower', 0, 4, 16, -0.298702, 0.119262, 0.558497],
  ['diagonal', 8, 2, 12, -0.105439, 0.0153946, 0.135898],
  ['diagonal', 4, 4, 8, -0.142891, 0.0258736, 0.200632],
  ['middle-band', 0, 3, 5, -0.826319, -0.590612, -0.368214],
  ['upper-lower', 2, 2, 9, -0.557409, -0.233035, 0.0534525],
  ['late-early', 7, 3, 4, -0.0646826, 0.00620476, 0.0784847],
  ['late-early', 6, 2, 16, -0.192387, -0.029699, 0.215855],
  ['late-early', 1, 3, 2, -0.0397818, -0.00568076, 0.0292026],
  ['middle-row', 10, 1, 15, -0.53823, -0.369934, -0.190235],
  ['diagonal', 6, 2, 10, -0.124877, 0.0296483, 0.139239],
  ['late-early', 1, 1, 14, -0.101475, 0.0225617, 0.231971],
  ['diagonal', 5, 6, 4, -0.0799915, -0.00729616, 0.063262],
  ['upper-lower', 9, 2, 12, -0.272556, 0.019424, 0.302559],
  ['diagonal', 4, 2, 14, -0.164292, -0.0321188, 0.0846339],
];

const CLASSIFIERS: readonly Classifier[] = TABLE.map(([shape, band, height, width, ...thresholds]) => {
  const { over, under } = regions(shape, band, height, width);
  return { over, under, thresholds };
});

/** All halves and thirds are rounded down, as the reference does. */
function regions(shape: Shape, band: number, height: number, width: number): Pick<Classifier, 'over' | 'under'> {
  const rectangle = (row: number, rowEnd: number, low: number, high: number): Rectangle => ({
    row,
    rowEnd,
    band: band + low,
    bandEnd: band + high,
  });
  const halfRow = Math.floor(width / 2);
  const halfBand = Math.floor(height / 2);
  const thirdRow = Math.floor(width / 3);
  const thirdBand = Math.floor(height / 3);
  switch (shape) {
    case 'whole':
      return { over: [rectangle(0, width, 0, height)], under: [] };
    case 'upper-lower':
      return { over: [rectangle(0, width, halfBand, height)], under: [rectangle(0, width, 0, halfBand)] };
    case 'late-early':
      return { over: [rectangle(halfRow, width, 0, height)], under: [rectangle(0, halfRow, 0, height)] };
    case 'diagonal':
      return {
        over: [rectangle(0, halfRow, halfBand, height), rectangle(halfRow, width, 0, halfBand)],
        under: [rectangle(0, halfRow, 0, halfBand), rectangle(halfRow, width, halfBand, height)],
      };
    case 'middle-band':
      return {
        over: [rectangle(0, width, thirdBand, 2 * thirdBand)],
        under: [rectangle(0, width, 0, thirdBand), rectangle(0, width, 2 * thirdBand, height)],
      };
    case 'middle-row':
      return {
        over: [rectangle(thirdRow, 2 * thirdRow, 0, height)],
        under: [rectangle(0, thirdRow, 0, height), rectangle(2 * thirdRow, width, 0, height)],
      };
  }
}

/** Neighbouring levels differ in one bit, so that a value near a threshold costs one bit and not two. */
const GRAY_CODE = [0, 1, 3, 2] as const;

/**
 * The item of one window. `area(row, rowEnd, band, bandEnd)` gives the energy of a region, rows counted from
 * the window's first row.
 */
export function classify(area: (row: number, rowEnd: number, band: number, bandEnd: number) => number): number {
  let bits = 0;
  for (const { over, under, thresholds } of CLASSIFIERS) {
    let overEnergy = 0;
    let underEnergy = 0;
    for (const { row, rowEnd, band, bandEnd } of over) overEnergy += area(row, rowEnd, band, bandEnd);
    for (const { row, rowEnd, band, bandEnd } of under) underEnergy += area(row, rowEnd, band, bandEnd);
    const value = Math.log((1 + overEnergy) / (1 + underEnergy));
    const [low, middle, high] = thresholds;
    const level = value < middle ? (value < low ? 0 : 1) : value < high ? 2 : 3;
    bits = (bits << 2) | GRAY_CODE[level];
  }
  return bits >>> 0;
}
