// The screens of a manager's scoreboard, of what an hour costs and of how a manager leads, for screens.mjs.
import { assessmentScreens } from './assessment_screens.mjs'
import { fridayScreens } from './friday_screens.mjs'
import { hourScreens } from './hour_screens.mjs'
import { reportScreens } from './report_screens.mjs'
import { ninetyDaysScreens } from './ninety_days_screens.mjs'
import { sightScreens } from './sight_screens.mjs'

const path = '/scoreboard'
const api = '/scoreboard?' // not its rows

export const scoreboardScreens = [
  { name: 'scoreboard', as: 'jim', path: '/scoreboard?period=52w&figure=total_wins' },
  { name: 'scoreboard, on day sixty', as: 'jim', path, stage: 'day60' },
  { name: 'scoreboard, risen because the manager sells less', as: 'jim', path: '/scoreboard?period=2026-Q3&figure=case_mix' },
  { name: 'scoreboard, as a director sees it', as: 'dana', path: '/scoreboard?figure=promises_kept' },
  { name: 'scoreboard, what displaced what', as: 'jim', path: '/scoreboard?figure=displaced' },
  { name: 'scoreboard, of a rep', as: 'jada', path },
  { name: 'scoreboard, out of reach', as: 'jim', path, answers: [[api, null]] },
  ...fridayScreens,
  ...hourScreens,
  ...reportScreens,
  ...ninetyDaysScreens,
  ...assessmentScreens,
  ...sightScreens,
]
