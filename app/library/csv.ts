/** Rows of CSV (RFC 4180) for spreadsheets, which run a text as a formula unless it is guarded. */

/** A row with its end of line. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => quoted(typeof cell === 'string' ? guarded(cell) : String(cell ?? ''))).join(',')}\r\n`;
}

/** Spreadsheets run a text that begins with one of these as a formula; after an apostrophe they show it as it is. */
function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
