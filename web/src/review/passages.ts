// A letter on the screen: its paragraphs, the passages that comments are about, and what somebody selected. The server counts
// characters (code points), JavaScript half of some: everything that goes out or comes in is changed over here.

export interface Passage {
  id: string;
  position: number; // in characters
  length: number;
}
export interface Segment {
  text: string;
  ids: string[]; // of the passages that it belongs to
}
export interface Paragraph {
  start: number; // JavaScript's place in the letter
  text: string;
}

// Characters to JavaScript's places, and back.
export function toUnits(text: string, characters: number): number {
  let units = 0;
  for (let i = 0; i < characters && units < text.length; i++) units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  return units;
}
export function toCharacters(text: string, units: number): number {
  let characters = 0;
  for (let at = 0; at < units && at < text.length; characters++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return characters;
}

export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let start = 0;
  for (const part of text.split('\n\n')) {
    if (part !== '') paragraphs.push({ start, text: part });
    start += part.length + 2;
  }
  return paragraphs;
}

// A paragraph cut where passages begin and end; `passages` in JavaScript's places of the letter.
export function segmentsOf(paragraph: Paragraph, passages: readonly { id: string; start: number; end: number }[]): Segment[] {
  const end = paragraph.start + paragraph.text.length;
  const inside = passages.filter((one) => one.start < end && one.end > paragraph.start);
  const cuts = new Set([paragraph.start, end]);
  for (const one of inside) {
    cuts.add(Math.max(one.start, paragraph.start));
    cuts.add(Math.min(one.end, end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, i) => {
    const to = places[i + 1]!;
    return {
      text: paragraph.text.slice(from - paragraph.start, to - paragraph.start),
      ids: inside.filter((one) => one.start <= from && one.end >= to).map((one) => one.id),
    };
  });
}

// Which paragraph a comment stands beside: the one in which its passage ends.
export function paragraphAt(paragraphs: readonly Paragraph[], unit: number): number {
  const after = paragraphs.findIndex((one) => unit <= one.start + one.text.length);
  return after === -1 ? paragraphs.length - 1 : after;
}

// Sentences and paragraphs to choose from without a mouse.
export function choicesOf(text: string): { start: number; end: number }[] {
  return paragraphsOf(text).flatMap(({ start, text: paragraph }) => {
    const choices: { start: number; end: number }[] = [];
    let isOpen = false; // the sentence goes on behind "Mr."
    for (const match of paragraph.matchAll(/[^\s][^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*/gu)) {
      const end = start + match.index + match[0].trimEnd().length;
      if (isOpen) choices.at(-1)!.end = end;
      else choices.push({ start: start + match.index, end });
      isOpen = /\b(Mr|Mrs|Ms|Dr|Prof|St|Hr|Fr|Sr|Sra)\.$/.test(match[0].trimEnd());
    }
    return choices;
  });
}

// What is selected within the paragraphs of `paper` (elements with data-start), in JavaScript's places; without white space
// at the ends.
export function selectedIn(paper: HTMLElement, text: string, selection: Selection | null): { start: number; end: number } | null {
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(paper, range.startContainer, range.startOffset);
  const end = placeOf(paper, range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  let [from, to] = [Math.min(start, end), Math.max(start, end)];
  while (from < to && /\s/.test(text[from]!)) from++;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  return from < to ? { start: from, end: to } : null;
}

function placeOf(paper: HTMLElement, node: Node, offset: number): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const paragraph = element?.closest<HTMLElement>('[data-start]');
  if (!paragraph || !paper.contains(paragraph)) return null;
  const before = document.createRange();
  before.selectNodeContents(paragraph);
  before.setEnd(node, offset);
  return Number(paragraph.dataset['start']) + before.toString().length;
}
