/**
 * The picture of imports: which rooms a part of the project has, which arrows of imports run between them, and which
 * of these arrows run back.
 *
 * A room is a folder directly in the part, or a file that lies directly in it. An arrow stands for all imports of one
 * room in another, imports of types included: to read a file, one has to know its types, too. Files that
 * import each other, directly or by way of others, form a circle. Tests and their helpers are left out.
 *
 * `npm run report:imports` prints the picture; `import-picture.test.ts` holds the project to it.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Files of `from` that import files of `to`, as `from → to`. */
  readonly imports: readonly string[];
}

export interface ImportPicture {
  readonly part: string;
  /** From those that import nothing of the part to those that import the most. */
  readonly rooms: readonly string[];
  readonly arrows: readonly Arrow[];
  /** Arrows that run from an earlier room to a later one. */
  readonly back: readonly Arrow[];
  /** Groups of files that import each other, each in alphabetical order. */
  readonly circles: readonly (readonly string[])[];
}

const SPECIFIER = /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\bnew URL\(\s*)['"](\.{1,2}\/[^'"]+)['"]/g;
const TESTS = /\.test\.tsx?$|\/testing\/|\/test-[^/]*$|\/testing-[^/]*$/;

/**
 * Draws one part of the project.
 * @param root the project's folder
 * @param part a folder at its top, such as `app`
 * @param order the rooms in the order in which arrows may not run back; the order with the fewest arrows back when
 *   it is left out
 */
export function drawImports(root: string, part: string, order?: readonly string[]): ImportPicture {
  const files = globSync(`${part}/**/*.{ts,tsx,mjs}`, { cwd: root }).filter((file) => !TESTS.test(file));
  const known = new Set(files);
  const imports = new Map(files.map((file) => [file, importsOf(root, file).filter((target) => known.has(target))]));
  const arrows = drawArrows(part, imports);
  const rooms = [...new Set(files.map((file) => roomOf(part, file)))].sort();
  const inOrder = order ?? orderWithFewestBack(rooms, arrows);
  const place = new Map(inOrder.map((room, index) => [room, index]));
  const placeOf = (room: string): number => place.get(room) ?? inOrder.length;
  return {
    part,
    rooms: rooms.toSorted((a, b) => placeOf(a) - placeOf(b)),
    arrows,
    back: arrows.filter(({ from, to }) => placeOf(from) <= placeOf(to)),
    circles: circlesOf(imports),
  };
}

/** The files that a file imports, as paths from the project's folder. */
function importsOf(root: string, file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(SPECIFIER)].map(([, specifier = '']) => normalize(join(dirname(file), specifier)));
}

function roomOf(part: string, file: string): string {
  const [first = ''] = file.slice(part.length + 1).split('/');
  return first;
}

function drawArrows(part: string, imports: ReadonlyMap<string, readonly string[]>): Arrow[] {
  const arrows = new Map<string, { from: string; to: string; imports: string[] }>();
  for (const [file, targets] of imports) {
    for (const target of new Set(targets)) {
      const [from, to] = [roomOf(part, file), roomOf(part, target)];
      if (from === to) continue;
      const arrow = arrows.get(`${from}>${to}`) ?? { from, to, imports: [] };
      arrow.imports.push(`${file} → ${target}`);
      arrows.set(`${from}>${to}`, arrow);
    }
  }
  return [...arrows.values()];
}

/** Strongly connected groups of two and more files (Tarjan 1972). */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const indices = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const index = indices.size;
    indices.set(file, index);
    let low = index;
    stack.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!indices.has(target)) low = Math.min(low, visit(target));
      else if (stack.includes(target)) low = Math.min(low, lowest.get(target) ?? indices.get(target) ?? low);
    }
    lowest.set(file, low);
    if (low !== index) return low;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) circles.push(group.sort());
    return low;
  };
  for (const file of imports.keys()) if (!indices.has(file)) visit(file);
  return circles.sort();
}

/**
 * An order of rooms with few arrows back: each room in turn moves to where it turns the most arrows, until none
 * improves the order. Exact enough for a report; a part of the project that is held to an order names it.
 */
function orderWithFewestBack(rooms: readonly string[], arrows: readonly Arrow[]): string[] {
  const outgoing = (room: string): number => arrows.filter(({ from }) => from === room).length;
  const incoming = (room: string): number => arrows.filter(({ to }) => to === room).length;
  let order = rooms.toSorted((a, b) => outgoing(a) - incoming(a) - (outgoing(b) - incoming(b)));
  const countBack = (candidate: readonly string[]): number =>
    arrows.filter(({ from, to }) => candidate.indexOf(from) < candidate.indexOf(to)).length;
  let fewest = countBack(order);
  for (let improved = true; improved;) {
    improved = false;
    for (const room of rooms) {
      const others = order.filter((other) => other !== room);
      for (let at = 0; at <= others.length; at += 1) {
        const candidate = others.toSpliced(at, 0, room);
        const back = countBack(candidate);
        if (back < fewest) [order, fewest, improved] = [candidate, back, true];
      }
    }
  }
  return order;
}
