/**
 * Where the shell finds what it starts. Pure.
 *
 * From a clone everything lies in the project's folder. In a package, plain Node cannot read the
 * archive that Electron reads, so the service's sources and packages lie unpacked beside it, and
 * the Node binary is a resource of its own (`electron-builder.yml` puts both there).
 */
import { join } from 'node:path';

export interface Places {
  /** The Node 24 that runs the service. */
  readonly node: string;
  /** The service's program. */
  readonly service: string;
  /** Icons of the window and the tray. */
  readonly icons: string;
}

export interface Surroundings {
  readonly packaged: boolean;
  /** `app.getAppPath()`: the project's folder, or the archive. */
  readonly appPath: string;
  /** `process.resourcesPath`. */
  readonly resourcesPath: string;
  readonly platform: NodeJS.Platform;
}

/** Where things are in these surroundings. */
export function places({ packaged, appPath, resourcesPath, platform }: Surroundings): Places {
  const binary = platform === 'win32' ? 'node.exe' : 'node';
  if (packaged) {
    return {
      node: join(resourcesPath, 'node', binary),
      service: join(resourcesPath, 'app.asar.unpacked', 'main', 'service.ts'),
      icons: join(resourcesPath, 'icons'),
    };
  }
  return {
    node: join(appPath, 'node_modules', 'node', 'bin', binary),
    service: join(appPath, 'main', 'service.ts'),
    icons: join(appPath, 'main', 'electron', 'icons'),
  };
}
