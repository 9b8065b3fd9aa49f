/** Text that is no XML, no property list, or beyond a limit of their readers. */
export class XmlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XmlError';
  }
}
