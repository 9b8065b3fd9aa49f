/** Days as of whose end the library is shown: `2026-05-01`, as addresses and fields of dates write them. Pure. */

/** The last moment of a day here, in milliseconds since 1970; `null` for any other text. */
export function momentOf(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(text) ?? [];
  if (year === undefined) return null;
  const end = new Date(Number(year), Number(month) - 1, Number(day), 23, 59, 59, 999);
  // 31 February is no day, and the service counts from 1970.
  const isDay = end.getDate() === Number(day) && end.getMonth() === Number(month) - 1;
  return isDay && end.getTime() >= 0 ? end.getTime() : null;
}
