/** A file of another program that cannot be imported: what is wrong, with which file, and where. */
export class ImportSourceError extends Error {
  readonly code: 'BAD_SOURCE' | 'UNKNOWN_SOURCE' | 'SOURCE_UNREADABLE';
  readonly path: string | undefined;
  constructor(code: ImportSourceError['code'], message: string, path?: string) {
    super(path === undefined ? message : `${path}: ${message}`);
    this.name = 'ImportSourceError';
    this.code = code;
    this.path = path;
  }
}
