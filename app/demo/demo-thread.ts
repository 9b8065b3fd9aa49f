/** The thread that makes the demo's music: some seconds of computing, and writing. */
import { serveThread } from '../storage/thread.ts';
import { writeDemo } from './write-demo.ts';

/** A type alias, because threads take methods by name, which interfaces do not promise. */
export type DemoThreadMethods = {
  write(request: { readonly folder: string }): number;
};

serveThread(() => {
  const methods: DemoThreadMethods = { write: ({ folder }) => writeDemo(folder) };
  return { methods, close: () => {} };
});
