// The screens of the Friday half hour of the list of words and of the help, for screens.mjs. On day sixty, a Friday, Jim is half through.
const path = '/friday'
const api = '/api/v1/friday'
const all = ['promises', 'least', 'handoffs', 'takeovers', 'introductions', 'slots', 'stop']
const ended = { mark: { version: '1', shown: ['handoffs', 'slots', 'stop'], passed: all, stop: 'Taking the meeting over when it gets quiet' } }

export const fridayScreens = [
  { name: 'the Friday half hour, on day sixty', as: 'jim', path, stage: 'day60' },
  { name: 'the end of the Friday half hour', as: 'jim', path, stage: 'day60', answers: [[api, ended]] },
  { name: 'Friday pages, as a director finds them', as: 'dana', path, stage: 'day60' },
  { name: 'what the words mean', as: 'jada', path: '/glossary?word=multiplier' },
  { name: 'a page of the help', as: 'jim', path: '/help?page=hand_over', isServed: true },
]
