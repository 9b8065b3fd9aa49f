/** The parts of the project, with their rooms in the order in which no import may run back. */

export interface Part {
  /** From the rooms that import nothing of the part to those that import the most. */
  readonly rooms: readonly string[];
  /** Arrows that run back all the same, as `from → to`. Each is a debt: the list may only become shorter. */
  readonly back: readonly string[];
  /** Circles of files that there still are. The number may only become smaller. */
  readonly circles: number;
}

export const PARTS: Readonly<Record<string, Part>> = {
  app: {
    rooms: [
      'model',
      'storage',
      'audio',
      'similarity',
      'recognition',
      'analysis',
      'library',
      'scan',
      'verify',
      'duplicates',
      'mount',
      'service',
      'api',
    ],
    back: [],
    circles: 0,
  },
  'index-engine': {
    rooms: [
      'contract',
      'storage',
      'blocks',
      'segments',
      'jobs',
      'log',
      'engine',
      'threads',
      'collection',
      'http',
      'index.ts',
    ],
    back: [],
    circles: 0,
  },
  fuse: {
    rooms: [
      'fields',
      'formats',
      'template',
      'tree',
      'overlay',
      'writes',
      'native',
      'mount',
      'backend',
      'mount-library.ts',
    ],
    back: [],
    circles: 0,
  },
  renderer: {
    rooms: [
      'catalog',
      'words',
      'controls',
      'bridge.d.ts',
      'messages',
      'service',
      'navigation',
      'selection',
      'playback',
      'folder-choice',
      'player',
      'inspector',
      'library',
      'activity',
      'folders',
      'first-run',
      'mount',
      'shell',
      'main.tsx',
    ],
    back: [],
    circles: 0,
  },
};
