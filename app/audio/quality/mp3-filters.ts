/**
 * The basis functions of MPEG-1 layer III: what a decoder adds to the sound for one frequency line of one granule. A
 * polyphase filter bank of 32 bands is followed by an MDCT of 18 lines in each (ISO/IEC 11172-3, 2.4.3.4 and annex B).
 */

/** Frequency lines of a granule, which is also its length in samples. */
export const MP3_LINES = 576;
const BANDS = 32;
const BAND_LINES = MP3_LINES / BANDS;
const SLOTS = 2 * BAND_LINES;
const PROTOTYPE_LENGTH = 512;
/** Samples of a basis function. */
export const MP3_LENGTH = BANDS * (SLOTS - 1) + PROTOTYPE_LENGTH;

/** First half and middle of the prototype low-pass, in units of 2^-16 (table 3-B.3, with the signs made continuous). */
const HALF_PROTOTYPE = [
  [0, -1, -1, -1, -1, -1, -1, -2, -2, -2, -2, -3, -3, -4, -4, -5, -5, -6, -7, -7, -8, -9, -10, -11, -13, -14, -16],
  [-17, -19, -21, -24, -26, -29, -31, -35, -38, -41, -45, -49, -53, -58, -63, -68, -73, -79, -85, -91, -97, -104],
  [-111, -117, -125, -132, -139, -147, -154, -161, -169, -176, -183, -190, -196, -202, -208, -213, -218, -222, -225],
  [-227, -228, -228, -227, -224, -221, -215, -208, -200, -189, -177, -163, -146, -127, -106, -83, -57, -29, 2, 36],
  [72, 111, 153, 197, 244, 294, 347, 401, 459, 519, 581, 645, 711, 779, 848, 919, 991, 1064, 1137, 1210, 1283, 1356],
  [1428, 1498, 1567, 1634, 1698, 1759, 1817, 1870, 1919, 1962, 2001, 2032, 2057, 2075, 2085, 2087, 2080, 2063, 2037],
  [2000, 1952, 1893, 1822, 1739, 1644, 1535, 1414, 1280, 1131, 970, 794, 605, 402, 185, -45, -288, -545, -814, -1095],
  [-1388, -1692, -2006, -2330, -2663, -3004, -3351, -3705, -4063, -4425, -4788, -5153, -5517, -5879, -6237, -6589],
  [-6935, -7271, -7597, -7910, -8209, -8491, -8755, -8998, -9219, -9416, -9585, -9727, -9838, -9916, -9959, -9966],
  [-9935, -9863, -9750, -9592, -9389, -9139, -8840, -8492, -8092, -7640, -7134, -6574, -5959, -5288, -4561, -3776],
  [-2935, -2037, -1082, -70, 998, 2122, 3300, 4533, 5818, 7154, 8540, 9975, 11455, 12980, 14548, 16155, 17799, 19478],
  [21189, 22929, 24694, 26482, 28289, 30112, 31947, 33791, 35640, 37489, 39336, 41176, 43006, 44821, 46617, 48390],
  [50137, 51853, 53534, 55178, 56778, 58333, 59838, 61289, 62684, 64019, 65290, 66494, 67629, 68692, 69679, 70590],
  [71420, 72169, 72835, 73415, 73908, 74313, 74630, 74856, 74992, 75038],
].flat();

/** The low-pass that all bands are shifted copies of; symmetrical about its middle. */
export const MP3_PROTOTYPE = Float64Array.from(
  { length: PROTOTYPE_LENGTH },
  (_, n) => HALF_PROTOTYPE[n <= PROTOTYPE_LENGTH / 2 ? n : PROTOTYPE_LENGTH - n]! / 2 ** 16,
);

/** Coefficients of the butterflies that reduce aliasing between neighbouring bands (table 3-B.9). */
const BUTTERFLIES = [-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037].map((c) => ({
  straight: 1 / Math.hypot(1, c),
  across: c / Math.hypot(1, c),
}));

/** The basis function of frequency line 0 … 575 for long blocks: `MP3_LENGTH` samples of unit energy. */
export function mp3Basis(line: number): Float64Array {
  const band = Math.floor(line / BAND_LINES);
  const place = line % BAND_LINES;
  const samples = new Float64Array(MP3_LENGTH);
  const below = BUTTERFLIES[place];
  const above = BUTTERFLIES[BAND_LINES - 1 - place];
  if (below !== undefined && band > 0) {
    addLine(samples, band, place, below.straight);
    addLine(samples, band - 1, BAND_LINES - 1 - place, -below.across);
  } else if (above !== undefined && band < BANDS - 1) {
    addLine(samples, band, place, above.straight);
    addLine(samples, band + 1, BAND_LINES - 1 - place, above.across);
  } else {
    addLine(samples, band, place, 1);
  }
  const scale = 1 / Math.hypot(...samples);
  return samples.map((sample) => sample * scale);
}

/** Adds what line `place` of a band's MDCT gives without butterflies, times `gain`. */
function addLine(samples: Float64Array, band: number, place: number, gain: number): void {
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const inverted = band % 2 === 1 && slot % 2 === 1 ? -1 : 1;
    const value =
      gain *
      inverted *
      Math.sin((Math.PI / SLOTS) * (slot + 0.5)) *
      Math.cos((Math.PI / (2 * SLOTS)) * (2 * slot + 1 + BAND_LINES) * (2 * place + 1));
    for (let n = 0; n < PROTOTYPE_LENGTH; n += 1) {
      const phase = (Math.PI / 64) * (2 * band + 1) * (n + 16);
      samples[BANDS * slot + n]! += value * MP3_PROTOTYPE[n]! * Math.cos(phase);
    }
  }
}
