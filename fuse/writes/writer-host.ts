/** What the writer needs of the backend that serves the kernel. */
export interface WriterHost {
  /** From now on the writer answers the reads of this node. */
  divert(inode: number, epoch: number): void;
  /** A program changed the names in a directory. The kernel knows, but the driver's listing is out of date. */
  dropListing(directory: number): void;
  /** The kernel moves this node to another name, where another node will be: its next open must look the name up. */
  retire(inode: number, epoch: number): void;
  /** The node that the kernel knows as one directory is another now. Resolves when the kernel dropped its content. */
  directoryMoved(from: number, to: number): Promise<void>;
}
