/**
 * Text in ASCII for targets that know nothing else: accents go, other scripts are spelled in Latin letters
 * where there is a usual way (Greek, Cyrillic), and what is left becomes `_`.
 */

/** Letters that Unicode does not decompose into a base letter and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th',
  ł: 'l', Ł: 'L', ħ: 'h', Ħ: 'H', ı: 'i', ŋ: 'ng', Ŋ: 'Ng', ə: 'e', Ə: 'E', ƒ: 'f',
  '‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '″': '"',
  '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-', '…': '...', '×': 'x', '÷': '_', '⁄': '_', '∕': '_', '·': '.', '•': '-',
  '¡': '!', '¿': '?', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '©': '(c)', '®': '(r)', '™': '(tm)', '№': 'No', '†': '+', '♯': '#', '♭': 'b',
  // Greek
  α: 'a', β: 'b', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p',
  ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o',
  // Cyrillic
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
  є: 'ye', і: 'i', ґ: 'g', ђ: 'dj', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', џ: 'dz',
};

/** The same text in ASCII. Never yields a `/` that was not there before. */
export function asciify(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the range of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  let result = '';
  for (const character of text.normalize('NFKD')) result += asciiOf(character);
  return result;
}

function asciiOf(character: string): string {
  if ((character.codePointAt(0) ?? 0) < 0x80) return character;
  if (/\p{M}/u.test(character)) return '';
  const spelled = SPELLED[character];
  if (spelled !== undefined) return spelled;
  const lower = character.toLowerCase();
  const lowered = lower === character ? undefined : SPELLED[lower];
  if (lowered !== undefined) return lowered.charAt(0).toUpperCase() + lowered.slice(1);
  return /\p{Z}/u.test(character) ? ' ' : '_';
}
