// The pseudo-language of the tests: the same sentence, accented, in brackets, 40% longer. Arguments stay as they are.
import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

const plain = 'abcdefghijklmnoprstuvwxyzACDEGHIKLNORSTUYZ';
const accented = 'åƀçđéƒĝĥîĵķļɱñöþŕšţûṽŵẋýžÅÇĐÉĜĤÎĶĻÑÖŔŠŢÛÝŽ';

export function accent(text: string): string {
  const longer = [...text].map((letter) => {
    const at = plain.indexOf(letter);
    return at < 0 ? letter : ([...accented][at] ?? letter);
  });
  return longer.join('');
}

function padding(length: number): string {
  return length < 3 ? '' : `${'~'.repeat(Math.max(1, Math.round(length * 0.4)))}`;
}

function walk(elements: MessageFormatElement[]): MessageFormatElement[] {
  return elements.map((element) => {
    if (element.type === TYPE.literal) return { ...element, value: accent(element.value) };
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      const options = Object.entries(element.options).map(([name, o]) => [name, { ...o, value: walk(o.value) }]);
      return { ...element, options: Object.fromEntries(options) };
    }
    if (element.type === TYPE.tag) return { ...element, children: walk(element.children) };
    return element;
  });
}

export function pseudo(ast: MessageFormatElement[]): MessageFormatElement[] {
  const length = ast.reduce((sum, e) => sum + (e.type === TYPE.literal ? e.value.length : 8), 0);
  return [
    { type: TYPE.literal, value: '[' },
    ...walk(ast),
    { type: TYPE.literal, value: `${padding(length)}]` },
  ];
}
