/**
 * The assignment of rows to columns with the smallest sum of costs, each row to a column of its own (the linear sum
 * assignment problem), by shortest augmenting paths: Jonker and Volgenant, "A shortest augmenting path algorithm for
 * dense and sparse linear assignment problems" (1987). Time grows with rows² × columns.
 */

/** Costs of a row in each column, row by row; none is negative. */
export interface CostMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly costs: Float64Array;
}

/**
 * @returns for each row its column. Where there are more rows than columns, the rows that are left have −1
 */
export function assign(matrix: CostMatrix): Int32Array {
  if (matrix.rows <= matrix.columns) return assignRows(matrix);
  const ofColumns = assignRows(transposed(matrix));
  const ofRows = new Int32Array(matrix.rows).fill(-1);
  for (const [column, row] of ofColumns.entries()) ofRows[row] = column;
  return ofRows;
}

function transposed({ rows, columns, costs }: CostMatrix): CostMatrix {
  const turned = new Float64Array(costs.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) turned[column * rows + row] = costs[row * columns + column]!;
  }
  return { rows: columns, columns: rows, costs: turned };
}

/** @param matrix with no more rows than columns */
function assignRows({ rows, columns, costs }: CostMatrix): Int32Array {
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(columns).fill(-1);
  const reached = new Float64Array(columns);
  const before = new Int32Array(columns);
  const isDone = new Uint8Array(columns);
  for (let start = 0; start < rows; start += 1) {
    reached.fill(Infinity);
    isDone.fill(0);
    let row = start;
    let length = 0;
    let end = -1;
    // Dijkstra's algorithm over reduced costs, from the row to the nearest column that is free.
    while (end < 0) {
      let nearest = -1;
      let least = Infinity;
      for (let column = 0; column < columns; column += 1) {
        if (isDone[column] === 1) continue;
        const through = length + costs[row * columns + column]! - rowPrice[row]! - columnPrice[column]!;
        if (through < reached[column]!) {
          reached[column] = through;
          before[column] = row;
        }
        const distance = reached[column]!;
        if (distance < least || (distance === least && rowOf[column] === -1)) [least, nearest] = [distance, column];
      }
      length = least;
      isDone[nearest] = 1;
      if (rowOf[nearest] === -1) end = nearest;
      else row = rowOf[nearest]!;
    }
    rowPrice[start] = rowPrice[start]! + length;
    for (let column = 0; column < columns; column += 1) {
      if (isDone[column] === 0 || column === end) continue;
      rowPrice[rowOf[column]!] = rowPrice[rowOf[column]!]! + length - reached[column]!;
      columnPrice[column] = columnPrice[column]! - length + reached[column]!;
    }
    // The path is turned: each of its columns goes to the row before it.
    for (let column = end; column >= 0;) {
      const taker = before[column]!;
      const next = columnOf[taker]!;
      rowOf[column] = taker;
      columnOf[taker] = column;
      column = taker === start ? -1 : next;
    }
  }
  return columnOf;
}
