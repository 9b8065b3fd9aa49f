/** What goes wrong with the message bus: an address without a bus, bytes that are no message, a bus that refuses. */
export class BusError extends Error {
  readonly code = 'BUS';
  constructor(message: string) {
    super(message);
    this.name = 'BusError';
  }
}
