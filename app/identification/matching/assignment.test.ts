import { expect, it } from 'vitest';
import { seededRandom } from '../../audio/test-signals.ts';
import { assign } from './assignment.ts';

/** The smallest sum by trying every assignment. */
function smallestSum(rows: number, columns: number, cost: (row: number, column: number) => number): number {
  const [fewer, more] = [Math.min(rows, columns), Math.max(rows, columns)];
  const costOf = (one: number, other: number): number => (rows <= columns ? cost(one, other) : cost(other, one));
  const best = (one: number, taken: number): number => {
    if (one === fewer) return 0;
    let least = Infinity;
    for (let other = 0; other < more; other += 1) {
      if ((taken & (1 << other)) !== 0) continue;
      least = Math.min(least, costOf(one, other) + best(one + 1, taken | (1 << other)));
    }
    return least;
  };
  return best(0, 0);
}

it('has the smallest sum of all assignments', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 400; round += 1) {
    const [rows, columns] = [1 + Math.floor(random() * 6), 1 + Math.floor(random() * 6)];
    // Few different costs, so that many assignments are equally good.
    const values = round % 2 === 0 ? 4 : 1000;
    const costs = Float64Array.from({ length: rows * columns }, () => Math.floor(random() * values) / values);
    const columnOf = assign({ rows, columns, costs });
    const taken = [...columnOf].filter((column) => column >= 0);
    expect(new Set(taken).size).toBe(Math.min(rows, columns));
    expect(taken.length).toBe(Math.min(rows, columns));
    const sum = columnOf.reduce(
      (total, column, row) => (column < 0 ? total : total + costs[row * columns + column]!),
      0,
    );
    expect(sum).toBeCloseTo(
      smallestSum(rows, columns, (row, column) => costs[row * columns + column]!),
      9,
    );
  }
});

it('assigns nothing where there are no rows or no columns', () => {
  expect([...assign({ rows: 0, columns: 3, costs: new Float64Array() })]).toEqual([]);
  expect([...assign({ rows: 2, columns: 0, costs: new Float64Array() })]).toEqual([-1, -1]);
});

it('leaves out the row that costs the most where columns are few', () => {
  expect([...assign({ rows: 3, columns: 2, costs: Float64Array.of(0, 1, 9, 9, 1, 0) })]).toEqual([0, -1, 1]);
});
