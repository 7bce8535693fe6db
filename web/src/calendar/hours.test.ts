import { expect, it } from 'vitest';
import { formOf, hoursOf, lengthOf, minutesOf, sampleDay, usual, weekdays } from './hours';

const week = [
  { weekday: 1, from_minute: 540, to_minute: 720 },
  { weekday: 1, from_minute: 780, to_minute: 1020 },
  { weekday: 3, from_minute: 600, to_minute: 900 },
];

it('gives back what it was given', () => {
  expect(hoursOf(formOf(week))).toEqual(week);
  expect(hoursOf(formOf([]))).toEqual([]);
});

it('begins a new day with the usual hours', () => {
  const form = formOf(week);
  form[1]!.on = true;
  expect(hoursOf(form)).toContainEqual({ weekday: 2, from_minute: usual.from, to_minute: usual.to });
});

it('takes out a day with several stretches as a whole', () => {
  const form = formOf(week);
  form[0]!.on = false;
  expect(hoursOf(form)).toEqual([week[2]]);
});

it('offers half hours and what was set besides', () => {
  expect(minutesOf(540)).toHaveLength(49);
  expect(minutesOf(541)).toContain(541);
});

it('says how long a week is', () => {
  expect(lengthOf([])).toBe(0);
  expect(lengthOf([{ weekday: 1, from_minute: 540, to_minute: 720 }, { weekday: 1, from_minute: 780, to_minute: 1050 }])).toBe(450);
});

it('knows a day for each weekday', () => {
  expect(weekdays.map((one) => new Date(`${sampleDay(one)}T00:00:00Z`).getUTCDay())).toEqual([1, 2, 3, 4, 5, 6, 0]);
});
