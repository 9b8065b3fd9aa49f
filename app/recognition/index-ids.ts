/**
 * What the documents of the fingerprint index are: below 2³¹ files of the library, by their ids; from there on
 * fingerprints that programs have submitted, of no file of the library.
 */

const SUBMITTED = 2 ** 31;

/** The document of a submitted fingerprint, by its id in `recording_fingerprint`. */
export function documentOfSubmitted(id: number): number {
  return SUBMITTED + id;
}

/** The submitted fingerprint that a document is; null for a file. */
export function submittedOf(document: number): number | null {
  return document >= SUBMITTED ? document - SUBMITTED : null;
}
