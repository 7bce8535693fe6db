// The screens of a manager's scoreboard, for screens.mjs.
const path = '/scoreboard'
const api = '/scoreboard?' // not its rows

const wins = (more) => ({ touched: 0, handed: 0, without: 0, personal: 0, joint: 0, enabled_minor: 0, without_minor: 0, personal_minor: 0, joint_minor: 0, ...more })
const week = (i) => new Date(Date.UTC(2026, 7, 31 + 7 * i)).toISOString().slice(0, 10)
const bars = Array.from({ length: 13 }, (_, i) => ({ from_on: week(i), to_on: week(i + 1), enabled: [1, 2, 3][i % 3], without: i % 4 === 0 ? 1 : 0, personal: i % 2 }))
// A quarter that rose only because personal wins fell.
const fell = {
  saying: { kind: 'ratio', times: 27 / 11, low: 1.62, high: 3.88, move: 'only_own_fell', times_before: 1.2 },
  now: wins({ touched: 20, handed: 7, without: 4, personal: 11, joint: 1, enabled_minor: 74_000_000, without_minor: 6_100_000, personal_minor: 38_000_000, joint_minor: 21_000_000 }),
  before: wins({ touched: 24, handed: 3, without: 5, personal: 22 }),
  bars,
}

export const scoreboardScreens = [
  { name: 'scoreboard', as: 'jim', path: '/scoreboard?period=52w&figure=total_wins' },
  { name: 'scoreboard, with too few wins', as: 'jim', path, stage: 'day60' },
  { name: 'scoreboard, risen because the manager sells less', as: 'jim', path: '/scoreboard?figure=wins_enabled', answers: [[api, fell]] },
  { name: 'scoreboard, as a director sees it', as: 'dana', path: '/scoreboard?figure=promises_kept' },
  { name: 'scoreboard, out of reach', as: 'jim', path, answers: [[api, null]] },
]
