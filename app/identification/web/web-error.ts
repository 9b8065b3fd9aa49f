/** A question to a service that has no answer. */

export type WebErrorCode =
  /** No connection: the network or the host is not there. */
  | 'OFFLINE'
  | 'TIMED_OUT'
  /** The service asks to wait longer than a run waits. */
  | 'BUSY'
  /** The service refuses: a wrong key, a wrong address. */
  | 'REFUSED'
  /** The answer breaks off, is too long, or is no JSON of the form that is expected. */
  | 'BAD_ANSWER'
  | 'NO_KEY'
  | 'NO_CONTACT';

export class WebError extends Error {
  readonly code: WebErrorCode;
  constructor(code: WebErrorCode, message: string) {
    super(message);
    this.name = 'WebError';
    this.code = code;
  }
}
