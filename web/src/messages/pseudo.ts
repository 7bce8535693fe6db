// The pseudo-language of the tests: the same sentence, accented, in brackets, 40% longer. Arguments stay as they are.
import type { Compiled } from './parts';

const plain = 'abcdefghijklmnoprstuvwxyzACDEGHIKLNORSTUYZ';
const accented = [...'åƀçđéƒĝĥîĵķļɱñöþŕšţûṽŵẋýžÅÇĐÉĜĤÎĶĻÑÖŔŠŢÛÝŽ'];

export function accent(text: string): string {
  return [...text].map((letter) => accented[plain.indexOf(letter)] ?? letter).join('');
}

function branches(of: Record<string, Compiled[]>): Record<string, Compiled[]> {
  return Object.fromEntries(Object.entries(of).map(([name, parts]) => [name, walk(parts)]));
}

function walk(parts: Compiled[]): Compiled[] {
  return parts.map((part): Compiled => {
    if (typeof part === 'string') return accent(part);
    if (part[0] === 'p') return ['p', part[1], branches(part[2]), part[3], part[4]];
    if (part[0] === 's') return ['s', part[1], branches(part[2])];
    return part[0] === 't' ? ['t', part[1], walk(part[2])] : part;
  });
}

function lengthOf(parts: Compiled[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 8), 0);
}

export function pseudo(text: string | Compiled[]): string | Compiled[] {
  const parts = typeof text === 'string' ? [text] : text;
  const tail = `${' ~~~~'.repeat(Math.ceil((lengthOf(parts) * 0.4) / 5))}]`;
  const longer = ['[', ...walk(parts), tail];
  return typeof text === 'string' ? longer.join('') : longer;
}
