// Numbers as people type them. Null: not a number; undefined never.
//
//   parseAmount('$48,200')    48200        parseAmount('1.250,50')  1250.5
//   parseMinor('48,200', 'USD')  4820000   parseHours('6 h 30')     390
import { minorDigits } from './format';

// The last of "." and "," is the decimal sign when it stands once and not before exactly three digits.
export function parseAmount(text: string): number | null {
  const bare = text.replace(/[\p{Sc}\p{L}\s'’  ]/gu, '');
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(bare)) return null;
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  if (last < 0) return Number(bare);
  const sign = bare[last]!;
  const other = sign === '.' ? ',' : '.';
  const once = bare.indexOf(sign) === last;
  const isDecimal = once && (bare.includes(other) || bare.length - last - 1 !== 3);
  if (!once && bare.includes(other)) return null;
  const value = isDecimal
    ? `${bare.slice(0, last).replaceAll(other, '')}.${bare.slice(last + 1)}`
    : bare.replaceAll(sign, '').replaceAll(other, '');
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

// "48k" and "1.2m" as people write them in tables.
export function parseMinor(text: string, currency: string): number | null {
  const trimmed = text.trim();
  const factor = /\dk$/i.test(trimmed) ? 1000 : /\dm$/i.test(trimmed) ? 1_000_000 : 1;
  const amount = parseAmount(factor === 1 ? trimmed : trimmed.slice(0, -1));
  if (amount === null || amount < 0) return null;
  const minor = Math.round(amount * factor * 10 ** minorDigits(currency));
  return Number.isSafeInteger(minor) ? minor : null;
}

// Hours a week as minutes: "6", "6.5 h", "6 h 30", "6:30".
export function parseHours(text: string): number | null {
  const parts = /^\s*(\d+)\s*(?:h|:)\s*(\d{1,2})\s*(?:min|m)?\s*$/i.exec(text);
  if (parts) return Number(parts[1]) * 60 + Number(parts[2]);
  const plain = /^\s*([\d.,]+)\s*(?:h|hours|std)?\s*$/i.exec(text);
  const amount = plain ? Number(plain[1]!.replace(',', '.')) : NaN;
  return Number.isFinite(amount) && amount >= 0 && amount <= 100 ? Math.round(amount * 60) : null;
}
