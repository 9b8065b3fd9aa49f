/**
 * The command line of `descant fingerprint`, which is fpcalc's: other programs call it in fpcalc's place.
 * Options may be written with one dash, as fpcalc has them, or with two.
 */

export interface FingerprintOptions {
  readonly format: 'text' | 'json' | 'plain';
  /** Items as numbers, not compressed. */
  readonly raw: boolean;
  /** Those numbers as signed ones. */
  readonly signed: boolean;
  /** Seconds from the beginning that count; 0 for the whole file. */
  readonly length: number;
  readonly files: readonly string[];
  /** What is left undone, for standard error. */
  readonly warnings: readonly string[];
}

export type ParsedFingerprintOptions =
  | { readonly kind: 'run'; readonly options: FingerprintOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'error'; readonly message: string };

const DEFAULT_LENGTH = 120;
/** Options of fpcalc that only make sense for streams or for other algorithms; they take an argument. */
const UNSUPPORTED = new Set(['format', 'rate', 'channels', 'chunk']);

export function parseFingerprintOptions(argv: readonly string[]): ParsedFingerprintOptions {
  const options = { format: 'text' as FingerprintOptions['format'], raw: false, signed: false, length: DEFAULT_LENGTH };
  const files: string[] = [];
  const warnings: string[] = [];
  const failure = (message: string): ParsedFingerprintOptions => ({ kind: 'error', message });

  for (let i = 0; i < argv.length; i += 1) {
    const argument = argv[i]!;
    if (argument === '--') {
      files.push(...argv.slice(i + 1));
      break;
    }
    if (!argument.startsWith('-') || argument === '-') {
      files.push(argument);
      continue;
    }
    // It is an option of every command; a fingerprint has nothing to do with a library.
    if (argument.startsWith('--library=')) continue;
    const name = argument.replace(/^--?/, '');
    const value = argv[i + 1];
    switch (name) {
      case 'raw':
        options.raw = true;
        break;
      case 'signed':
        options.signed = true;
        break;
      case 'json':
      case 'text':
      case 'plain':
        options.format = name;
        break;
      case 'length': {
        if (value === undefined) return failure(`Unknown option ${argument}`);
        options.length = leadingNumber(value);
        if (options.length < 0) return failure(`The argument for ${argument} must be a positive number`);
        i += 1;
        break;
      }
      case 'library':
        if (value === undefined) return failure(`Unknown option ${argument}`);
        i += 1;
        break;
      case 'algorithm':
        if (value !== '2') return failure('Only algorithm 2 is supported: it is the one that AcoustID accepts');
        i += 1;
        break;
      case 'overlap':
      case 'ts':
        warnings.push(`${argument} is ignored: it only matters for chunks`);
        break;
      case 'h':
      case 'help':
        return { kind: 'help' };
      case 'v':
      case 'version':
        return { kind: 'version' };
      default:
        return failure(UNSUPPORTED.has(name) ? `${argument} is not supported` : `Unknown option ${argument}`);
    }
  }
  if (files.length === 0) return failure('No input files');
  if (files.includes('-')) return failure('Reading from standard input is not supported: name a file');
  return { kind: 'run', options: { ...options, files, warnings } };
}

/** As C reads a number: what follows it is ignored, and what is none is 0. */
function leadingNumber(text: string): number {
  return Number.parseFloat(text) || 0;
}
