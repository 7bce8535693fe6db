// The screens of what an hour costs, for scoreboard_screens.mjs.
const path = '/hour'
const api = '/hour?' // of a person, not the own hours

const range = (median_minor, low_minor, high_minor) => ({ median_minor, low_minor, high_minor })
const judged = { sceptic: 0.02, usual: 0.08, enthusiast: 0.25 }
const prior = (name, lift, chance_coach) => ({ name, lift, lift_low: lift - 0.1, lift_high: lift + 0.1, judged: judged[name], own_weight: 0.34, sell: range(20_500, 9_000, 41_000), coach: range(lift * 600_000, -12_000, 92_000), chance_coach, break_even: 0.043 })
// Enough was logged to say an amount.
const suggestive = { saying: 'leaning', may_show_money: true, evidence: 'suggestive', missing: ['detectable', 'same_sign', 'break_even'], no_effect: null, is_effect_used: true, detectable: 0.21, break_even: 0.043, priors: [prior('sceptic', 0.05, 0.56), prior('usual', 0.09, 0.81), prior('enthusiast', 0.19, 0.93)] }
const untold = [
  { title: 'Forecast with Dana', starts_at: '2026-11-23T15:00:00Z', minutes: 60 },
  { title: '', starts_at: '2026-11-20T20:30:00Z', minutes: 45 },
]

export const hourScreens = [
  { name: 'what an hour costs', as: 'jim', path },
  { name: 'what an hour costs, on own data, with events to name', as: 'jim', path, answers: [[api, suggestive], ['/api/v1/hours', { untold }]] },
  { name: 'what an hour of a rep brings', as: 'jada', path },
]
