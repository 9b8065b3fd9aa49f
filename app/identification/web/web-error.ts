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

interface WebErrorDetail {
  /** The HTTP status of the answer; null where none came. */
  readonly status?: number | null;
  /** Milliseconds for which the service asks to be left alone; null where it names none. */
  readonly after?: number | null;
}

export class WebError extends Error {
  readonly code: WebErrorCode;
  readonly status: number | null;
  readonly after: number | null;
  constructor(code: WebErrorCode, message: string, { status = null, after = null }: WebErrorDetail = {}) {
    super(message);
    this.name = 'WebError';
    this.code = code;
    this.status = status;
    this.after = after;
  }
}
