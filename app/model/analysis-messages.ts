/**
 * Why a file cannot be analysed: sentences of the decoder and of the analysis, which the database keeps in English. In
 * brackets stands what FFmpeg says itself. They are written here a second time; a test holds both alike.
 */
export const ANALYSIS_MESSAGES = {
  'decode-open': 'Could not open the input file ({{reason}}).',
  'decode-stream': 'Could not find stream information in the file ({{reason}}).',
  'decode-no-stream': 'Could not find any audio stream in the file ({{reason}}).',
  'decode-no-decoder': 'There is no decoder for the audio of this file.',
  'decode-decoder': 'Could not open the decoder for this file ({{reason}}).',
  'decode-resampled': 'The sound could not be resampled ({{reason}}).',
  'decode-faulty': 'No sound could be decoded ({{reason}}).',
  'decode-no-sound': 'No sound could be decoded.',
  'decode-no-file': 'It is not a file.',
  'decode-too-short': 'The sound is shorter than three seconds: too short to be recognised.',
  'decode-crashed': 'The decoder crashed on this file ({{how}}); it may be damaged.',
  'fingerprint-damaged': 'The stored fingerprint was damaged; the file is analysed again.',
  'decode-stopped': 'The analysis of this file took {{time}} and was stopped.',
} as const;
