// The screens of the first ninety days, for scoreboard_screens.mjs.
const path = '/ninety-days'

export const ninetyDaysScreens = [
  { name: 'the first ninety days', as: 'jim', path },
  { name: 'the first ninety days of a manager, from above', as: 'dana', path },
]
