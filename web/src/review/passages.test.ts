import { expect, it } from 'vitest';
import { choicesOf, paragraphAt, paragraphsOf, segmentsOf, selectedIn, toCharacters, toUnits } from './passages';

it('counts characters as the server does', () => {
  const text = 'Zoë 🚚 drives';
  expect(toCharacters(text, text.indexOf('drives'))).toBe(6);
  expect(toUnits(text, 6)).toBe(text.indexOf('drives'));
  expect(toUnits('ab', 9)).toBe(2);
});

it('knows where paragraphs begin', () => {
  const text = 'Dear Bill,\n\nfirst line\nsecond\n\nJada';
  const paragraphs = paragraphsOf(text);
  expect(paragraphs.map((one) => one.text)).toEqual(['Dear Bill,', 'first line\nsecond', 'Jada']);
  for (const one of paragraphs) expect(text.startsWith(one.text, one.start)).toBe(true);
  expect(paragraphAt(paragraphs, 15)).toBe(1);
  expect(paragraphAt(paragraphs, 999)).toBe(2);
});

it('cuts a paragraph where passages overlap', () => {
  const passages = [
    { id: 'a', start: 12, end: 20 },
    { id: 'b', start: 16, end: 40 },
  ];
  expect(segmentsOf({ start: 10, text: '0123456789abcdef' }, passages)).toEqual([
    { text: '01', ids: [] },
    { text: '2345', ids: ['a'] },
    { text: '6789', ids: ['a', 'b'] },
    { text: 'abcdef', ids: ['b'] },
  ]);
});

it('offers sentences to choose from', () => {
  const text = 'Dear Bill,\n\nIt costs 9.30 a day. Shall we?\n\nJada';
  expect(choicesOf(text).map((one) => text.slice(one.start, one.end))).toEqual(['Dear Bill,', 'It costs 9.30 a day.', 'Shall we?', 'Jada']);
});

it('does not cut a sentence behind a title', () => {
  const text = 'Dear Mr. Harbor,\n\nDr. Ellis came. She left.';
  expect(choicesOf(text).map((one) => text.slice(one.start, one.end))).toEqual(['Dear Mr. Harbor,', 'Dr. Ellis came.', 'She left.']);
});

it('finds what is selected across marks and paragraphs', () => {
  document.body.innerHTML = '<div id="paper"><p data-start="0">Dear <mark>Bill</mark>,</p><aside>Who?</aside><p data-start="12">we met</p></div>';
  const text = 'Dear Bill,\n\nwe met';
  const paper = document.getElementById('paper')!;
  const range = document.createRange();
  range.setStart(paper.querySelector('mark')!.firstChild!, 0);
  range.setEnd(paper.querySelectorAll('p')[1]!.firstChild!, 3);
  const selection = { rangeCount: 1, isCollapsed: false, getRangeAt: () => range } as unknown as Selection;
  expect(selectedIn(paper, text, selection)).toEqual({ start: 5, end: 14 });
  expect(selectedIn(paper, text, null)).toBeNull();
});
