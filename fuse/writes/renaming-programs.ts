/** Programs that change names for users, and programs that mirror the tree, by their names. */

/** Programs that users rename files with: no save follows. In lower case. */
const RENAMING_PROGRAMS: ReadonlySet<string> = new Set(
  [
    'mv rename prename file-rename rename.ul mmv qmv imv vidir rnr krename gprename gio',
    'mc ranger vifm nnn lf yazi nautilus nemo caja dolphin kioworker thunar pcmanfm pcmanfm-qt spacefm krusader',
    'doublecmd',
  ].flatMap((line) => line.split(' ')),
);

/** KDE starts its file operations in processes such as `kioslave5`. */
export function isRenamingProgram(name: string): boolean {
  const program = name.toLowerCase();
  return RENAMING_PROGRAMS.has(program) || /^kioslave\d*$/.test(program);
}

/** Programs that mirror what they find: with two paths of one file they would show it twice. */
const MIRRORING_PROGRAMS: ReadonlySet<string> = new Set([
  'mpd',
  'jellyfin',
  'navidrome',
  'gonic',
  'embyserver',
  'plex media server',
  'plex media scanner',
  'slimserver.pl',
  'minidlnad',
  'gerbera',
  'tracker-miner-fs-3',
  'localsearch-3',
  'baloo_file',
]);

/**
 * Whether a program finds present names only. Programs that rename or make something need to see that a name is free,
 * and `mv` refuses to rename a file to another name of the same file.
 */
export function findsPresentNamesOnly(name: string): boolean {
  const program = name.toLowerCase();
  return program === 'mkdir' || MIRRORING_PROGRAMS.has(program) || isRenamingProgram(name);
}
