/** The command line of `npm start`, as a value. Pure. */

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const START_HELP = `npm start -- [FOLDER] [options]

Sets Descant up, starts the library service, scans FOLDER and opens the app.
Without FOLDER the app asks for one.

  --library DIR   where the library is kept (default: the data folder of your account)
  --mount DIR     where the library appears as files (default: ~/Descant)
  --no-mount      do not mount it
  --no-open       do not open a window or a browser
  --port N        port of the service on this machine (default: a free one)
  --help          this text

Ctrl-C unmounts and stops.`;

/**
 * @typedef {object} StartOptions
 * @property {string | null} folder
 * @property {string | null} library `null`: the service's default.
 * @property {string | null} mount `null`: not mounted.
 * @property {boolean} open
 * @property {number | null} port
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} given What follows `--`.
 * @param {string} cwd Relative paths are taken from here.
 * @returns {StartOptions | { error: string }}
 */
export function parseStartArguments(given, cwd) {
  /** @type {StartOptions} */
  const options = {
    folder: null,
    library: null,
    mount: join(homedir(), 'Descant'),
    open: true,
    port: null,
    help: false,
  };
  const rest = [...given];
  /** The value of an option, written behind `=` or as the next word. @param {string} name @param {string | undefined} inline */
  const take = (name, inline) => {
    const value = inline ?? rest.shift();
    if (value === undefined || value === '') throw new Error(`${name} needs a value.`);
    return value;
  };
  try {
    for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
      const spelt = /^(--[a-z-]+)(?:=(.*))?$/.exec(argument);
      const name = spelt?.[1] ?? argument;
      const inline = spelt?.[2];
      if (name === '--library') options.library = resolve(cwd, take(name, inline));
      else if (name === '--mount') options.mount = resolve(cwd, take(name, inline));
      else if (name === '--no-mount') options.mount = null;
      else if (name === '--no-open') options.open = false;
      else if (name === '--help' || name === '-h') options.help = true;
      else if (name === '--port') options.port = portNumber(take(name, inline));
      else if (argument.startsWith('-')) throw new Error(`${argument} is not an option.`);
      else if (options.folder !== null) {
        throw new Error(
          `One folder at a time: ${options.folder} and ${argument} were given. More can be added in the app.`,
        );
      } else options.folder = resolve(cwd, argument);
    }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
  return options;
}

/** @param {string} text */
function portNumber(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port needs a number from 1 to 65535, not ${text}.`);
  }
  return port;
}

/**
 * The service's command line for these options.
 * @param {StartOptions} options
 * @returns {string[]}
 */
export function serviceArguments(options) {
  return [
    '--announce',
    'json',
    ...(options.library === null ? [] : ['--library', options.library]),
    ...(options.folder === null ? [] : ['--folder', options.folder]),
    ...(options.mount === null ? ['--no-mount'] : ['--mount', options.mount]),
    ...(options.port === null ? [] : ['--port', String(options.port)]),
  ];
}
