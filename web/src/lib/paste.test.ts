import { describe, expect, it } from 'vitest';
import { parseAmount, parseHours, parseMinor } from './parse';
import { cellFaults, headerOf, isEmptyRow, parseTable, spread } from './paste';

const columns = [
  { key: 'name', label: 'Client', names: ['Account'] },
  { key: 'money', label: 'Money a year' },
];

describe('paste', () => {
  it('reads what a spreadsheet copies', () => {
    expect(parseTable('Larmar\t48,200\r\nBexley\t54,100\r\n')).toEqual([['Larmar', '48,200'], ['Bexley', '54,100']]);
    expect(parseTable('"Two\nlines"\t"say ""hi"""\n')).toEqual([['Two\nlines', 'say "hi"']]);
    expect(parseTable('Jada, jada@x.example, 38\nTom; a')).toEqual([['Jada, jada@x.example, 38'], ['Tom', 'a']]);
    expect(parseTable('\n \n')).toEqual([]);
  });
  it('knows a header and puts columns where they belong', () => {
    expect(headerOf(['Money a year', 'account'], columns)).toEqual(['money', 'name']);
    expect(headerOf(['Larmar', '48'], columns)).toBeNull();
    expect(spread([], columns, { row: 0, column: 0 }, [['money a year', 'Client'], ['5', 'A']])).toEqual([{ money: '5', name: 'A' }]);
  });
  it('starts at the cell it was pasted into and keeps the rest', () => {
    const rows = [{ name: 'Old', money: '1' }];
    expect(spread(rows, columns, { row: 0, column: 1 }, [['2'], ['3', 'too many']])).toEqual([{ name: 'Old', money: '2' }, { money: '3' }]);
    expect(isEmptyRow({ name: ' ' })).toBe(true);
  });
});

describe('numbers', () => {
  it('reads both decimal signs', () => {
    expect(['$48,200', '1.250,50', '7,450,000.00', '12.5', '1 000', '1.000', '12,50'].map(parseAmount)).toEqual([
      48200, 1250.5, 7450000, 12.5, 1000, 1000, 12.5,
    ]);
    expect(['', 'much', '1,2.3,4'].map(parseAmount)).toEqual([null, null, null]);
  });
  it('makes minor units and minutes', () => {
    expect([parseMinor('48k', 'USD'), parseMinor('1.2m', 'USD'), parseMinor('500', 'JPY'), parseMinor('-1', 'USD')]).toEqual([
      4_800_000, 120_000_000, 500, null,
    ]);
    expect(['6', '6.5 h', '6 h 30', '6:30', '200', 'x'].map(parseHours)).toEqual([360, 390, 390, 390, null, null]);
  });
});

it('puts the server’s faults at the cells', () => {
  const errors = { 'accounts[1].revenue_minor': 'Too much.', 'accounts[0].name': 'Taken.', other: 'x' };
  expect(cellFaults(errors, 'accounts', [0, 2], { revenue_minor: 'revenue' })).toEqual({ '2.revenue': 'Too much.', '0.name': 'Taken.' });
});
