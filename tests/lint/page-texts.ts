/**
 * Looks through a source of the page for texts that bypass the catalogues: words in JSX, in attributes and in texts
 * that are joined, and texts that are looked up while a module is loaded, when the language is not known yet.
 */
import { parseSync, type ESTree } from 'vite';

export interface TextsOfFile {
  /** What bypasses the catalogues, as `line: text`. */
  readonly faults: string[];
  /** All texts in quotation marks. */
  readonly literals: string[];
}

type Node = ESTree.Node;

interface Place {
  readonly inFunction: boolean;
  /** Whether a text stands where none of its words is shown: it is compared, or told to developers. */
  readonly silent: boolean;
  /** Whether a text is shown as it stands: between tags, or by an attribute. */
  readonly shown: 'between' | 'attribute' | null;
}

/** Words as people read them: a capital and a small letter, or two words. */
const WORDS = /\p{Lu}\p{Ll}|\p{Ll}{2,},? \p{L}/u;
const LETTER = /\p{L}/u;
/** Names of keys and of properties, addresses, queries, selectors and lengths, which no person reads as words. */
const NO_WORDS =
  /^(?:Arrow(?:Up|Down|Left|Right)|Page(?:Up|Down)|ContextMenu|Enter|Escape|Tab|Home|End|Delete|Backspace|Ctrl|Control|Meta|Shift|Alt|Space|Files)$|^Media[A-Z]\w+$|^[a-z\d.]+(?:[A-Z][a-z\d]*)+$|\[(?:role|type)=|^\w+:\w+(?: \w+:\w+)*$|^(?:Alt|Ctrl|Shift|CmdOrCtrl|Cmd)\+/u;
/** Units after numbers are the same in all languages. */
const UNIT = /^(?:k?Hz|dB|dB RMS|kbit\/s|bpm|MB)$/u;
/** Attributes that hold no words. */
const SILENT_ATTRIBUTES =
  /^(?:className|d|id|key|style|type|href|src|rel|viewBox|data-.*|aria-(?:controls|labelledby|describedby))$/u;

/** @param isText whether the catalogues have a text */
export function textsOf(file: string, source: string, isText: (text: string) => boolean): TextsOfFile {
  const faults: string[] = [];
  const literals: string[] = [];
  const fault = (node: { readonly start: number }, text: string): void => {
    faults.push(`${source.slice(0, node.start).split('\n').length}: ${text.replaceAll(/\s+/gu, ' ').trim()}`);
  };

  function visit(node: Node, place: Place): void {
    if (isSilentNode(node)) return visitAll(node, { ...place, silent: true });
    switch (node.type) {
      case 'Literal':
        if (typeof node.value !== 'string') return;
        literals.push(node.value);
        if (!place.silent && isBypass(node.value, place.shown)) fault(node, node.value);
        return;
      case 'TemplateLiteral': {
        const words = node.quasis.map(({ value }) => value.cooked ?? '');
        if (!place.silent && words.some((text) => isJoined(text, words.join('')))) fault(node, words.join('…'));
        return visitAll(node, place);
      }
      case 'JSXText':
        if (!place.silent && LETTER.test(node.value) && node.value.trim() !== 'Descant') fault(node, node.value);
        return;
      case 'JSXAttribute': {
        const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
        const { value } = node;
        if (SILENT_ATTRIBUTES.test(name) || value === null) return;
        // `Filled` takes a text of the catalogues.
        return visit(value, { ...place, shown: name === 'text' ? null : 'attribute' });
      }
      case 'JSXElement':
        visit(node.openingElement, place);
        for (const child of node.children) {
          visit(child, child.type === 'JSXExpressionContainer' ? { ...place, shown: 'between' } : place);
        }
        return;
      case 'CallExpression':
        if (isLookUp(node) && !place.inFunction) fault(node, 't is called while the module is loaded');
        return visitAll(node, { ...place, shown: null });
      case 'ObjectExpression':
        return visitAll(node, { ...place, shown: null });
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return visitAll(node, { ...place, inFunction: true });
      default:
        return visitAll(node, place);
    }
  }

  function visitAll(node: Node, place: Place): void {
    for (const [name, child] of Object.entries(node)) {
      if (name === 'key' && node.type === 'Property' && !node.computed) continue;
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one, place);
    }
  }

  function isBypass(text: string, shown: Place['shown']): boolean {
    if (shown === 'between') return LETTER.test(text);
    return isWords(text) && (shown === 'attribute' || !isText(text));
  }

  visitAll(parseSync(file, source).program as Node, { inFunction: false, silent: false, shown: null });
  return { faults, literals };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Imports, types, comparisons, selectors, code and errors for developers. */
function isSilentNode(node: Node): boolean {
  if (node.type === 'JSXElement') {
    const { name } = node.openingElement;
    return name.type === 'JSXIdentifier' && name.name === 'code';
  }
  if (node.type === 'ThrowStatement' || node.type === 'ImportDeclaration' || node.type === 'ImportExpression') {
    return true;
  }
  if (node.type === 'CallExpression') return isSelection(node);
  if (node.type === 'BinaryExpression') return node.operator.includes('==') || node.operator === 'in';
  if (node.type.startsWith('TS')) return !/^TS(?:As|Satisfies|NonNull)/u.test(node.type);
  return false;
}

function isLookUp(node: ESTree.CallExpression): boolean {
  return node.callee.type === 'Identifier' && node.callee.name === 't';
}

/** Whether elements are looked up by a selector. */
function isSelection({ callee }: ESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  return /^(?:querySelector(?:All)?|closest|matches)$/u.test(callee.property.name);
}

function isWords(text: string): boolean {
  return WORDS.test(text) && !NO_WORDS.test(text);
}

/** Whether a piece of a joined text has words: not those of queries, ids, selectors and addresses. */
function isJoined(piece: string, whole: string): boolean {
  if (/^[\w-]*:(?=\S|$)|^\w+: , |^[/[~]|translate|^calc\(|^minmax|^-|px$|^\w+=/u.test(whole.trim())) return false;
  if (UNIT.test(whole.trim())) return false;
  return (
    /\p{L}{2,}/u.test(piece) &&
    (/\s/u.test(whole.trim()) || WORDS.test(piece)) &&
    whole.replaceAll(/\P{L}/gu, '') !== 'Descant'
  );
}
