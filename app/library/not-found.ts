/** The error of everything that is asked for by an id or a name. */

/** Something that was asked for is not there. */
export class NotFoundError extends Error {
  readonly code = 'NOT_FOUND';
  constructor(what: string) {
    super(what);
    this.name = 'NotFoundError';
  }
}
