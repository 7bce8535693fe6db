// The screens of what those above see, for scoreboard_screens.mjs.
const path = '/sight'

export const sightScreens = [
  { name: 'what a manager shows those above', as: 'jim', path },
  { name: 'what a rep shows those above', as: 'jada', path },
]
