/** Which of several copies of a recording is the best. */

/**
 * SQL over the table `file`, the better copy greater: lossless files before lossy ones, lossless files by bit depth
 * and then sample rate, lossy files by bitrate.
 */
export const COPY_QUALITY = `file.lossless * 1e12 + coalesce(file.bits_per_sample, 0) * file.lossless * 1e9
  + file.sample_rate * file.lossless + file.bitrate * (1 - file.lossless)`;
