/**
 * What happens when the program that reads our output has ended, as in `descant tracks | head`: nothing. What a command
 * was told to do is done to its end; only its output is lost.
 */

/** @param streams standard output and standard error */
export function ignoreClosedOutput(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
