// The screens of all managers side by side, for departure_screens.mjs.
const path = '/managers'

export const managersScreens = [
  { name: 'all managers side by side', as: 'dana', path: `${path}?sort=own` },
  { name: 'all managers, not worked out yet', as: 'dana', path, answers: [['/api/v1/managers', { as_of: null, working: { done: 2, of: 3 }, exposure_as_of: null, single_points: [], alike: 0 }]] },
]
