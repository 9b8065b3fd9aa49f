/**
 * The version of what readers find in files: tags, pictures, places. A library keeps it with each file, and its next scan
 * reads those again that an earlier version has read.
 *
 * Raise it when a reader finds in existing files what it did not find before. Audio keys must stay what they are: a
 * file with another key is another file to the library.
 */
export const READER_VERSION = 3;
