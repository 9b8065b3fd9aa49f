/** The path of an original as text for messages. Bytes that are not UTF-8 become U+FFFD. */
export function displayPath(path: Uint8Array): string {
  return new TextDecoder().decode(path);
}
