import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { about, date, dateThere, dateTime, day, dayOf, hours, initials, minorDigits, money, setNow, setTimeZone, time } from './format';

beforeEach(() => setTimeZone('America/Chicago'));

describe('money', () => {
  it('is minor units of its currency', () => {
    expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
    expect(money(4_820_000, 'USD')).toBe('$48,200');
    expect(money(4_820_050, 'USD')).toBe('$48,200.50');
    expect(money(4_820_000, 'USD', { short: true })).toBe('$48k');
    expect(money(-190_000, 'USD', { sign: true })).toBe('-$1,900');
    expect(money(190_000, 'USD', { sign: true })).toBe('+$1,900');
    expect(money(1500, 'JPY')).toBe('¥1,500');
  });
  it('has two digits that count where it is an estimate', () => {
    expect([20_512, -12_345, 75_953, 734_000, 2_975_000, -34_332_408].map((minor) => about(minor, 'USD'))).toEqual(['$210', '-$120', '$760', '$7,300', '$30k', '-$340k']);
    expect(about(343, 'JPY')).toBe('¥340');
  });
});

describe('time', () => {
  it('is said in hours and minutes', () => expect([45, 120, 150, 65].map(hours)).toEqual(['45 min', '2 h', '2 h 30', '1 h 05']));
  it('keeps a day a day', () => expect(day('2026-11-24', 'long')).toBe('Tuesday, November 24'));
  it('shows an instant in the zone of the person', () => {
    expect(date('2026-11-25T03:00:00Z', 'long')).toBe('Tuesday, November 24');
    expect(dayOf('2026-11-25T03:00:00Z')).toBe('2026-11-24');
    expect(time('2026-11-24T15:41:00Z').replace(/\s/u, ' ')).toBe('9:41 AM');
  });
});

describe('the year', () => {
  afterEach(() => setNow(undefined));
  it('is said where it is not this one', () => {
    setNow('2026-12-31T23:00:00Z');
    expect(day('2026-11-24', 'short')).toBe('Nov 24');
    expect(day('2027-01-04', 'short')).toBe('Jan 4, 2027');
    expect(day('2025-12-31', 'long')).toBe('Wednesday, December 31, 2025');
    expect(date('2025-11-24T15:41:00Z', 'short')).toBe('Nov 24, 2025');
    expect(dateTime('2025-11-24T15:41:00Z').replace(/\s/gu, ' ')).toBe('Nov 24, 2025, 9:41 AM');
    expect(day('2025-11-24', 'weekday')).toBe('Mon');
  });
  it('begins with the new year of the person, by the clock of the server', () => {
    setNow('2027-01-01T05:00:00Z'); // it is New Year's Eve in Chicago
    expect(date('2027-01-01T05:30:00Z', 'short')).toBe('Dec 31');
    expect(date('2027-01-01T06:30:00Z', 'short')).toBe('Jan 1, 2027');
    expect(dateThere('2027-01-01T05:30:00Z', 'Europe/Berlin')).toBe('Friday, January 1, 2027');
  });
});

describe('initials', () => {
  it('takes the first and the last name', () => {
    expect(['Jada Ellis', 'Ana de la Cruz', 'Cher', ''].map(initials)).toEqual(['JE', 'AC', 'C', '']);
  });
});
