/**
 * `npm run report:imports [-- FOLDER]`: prints the picture of imports of every part of the project, or of the project
 * in another folder. With `--best-order` rooms are put in the order that has the fewest arrows back.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drawImports } from './import-picture.ts';
import { PARTS } from './parts.ts';

const { values, positionals } = parseArgs({ options: { 'best-order': { type: 'boolean' } }, allowPositionals: true });
const root = positionals[0] ?? fileURLToPath(new URL('../..', import.meta.url));
const pictures = Object.entries(PARTS).map(([part, rooms]) =>
  drawImports(root, part, values['best-order'] ? undefined : rooms),
);

const columns = (...figures: readonly (string | number)[]): string =>
  figures.map((figure, index) => (index === 0 ? String(figure).padEnd(14) : String(figure).padStart(9))).join('');
console.log(columns('', 'rooms', 'arrows', 'back', 'circles'));
for (const { part, rooms, arrows, back, circles } of pictures) {
  console.log(columns(part, rooms.length, arrows.length, back.length, circles.length));
}
for (const { part, rooms, back, circles } of pictures) {
  console.log(`\n${part}: ${rooms.join(' ← ')}`);
  for (const { from, to, imports } of back) console.log(`  back: ${from} → ${to}\n    ${imports.join('\n    ')}`);
  for (const circle of circles) console.log(`  circle: ${circle.join(', ')}`);
}
