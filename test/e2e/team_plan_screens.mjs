// The screens of a plan for several managers, for screens.mjs, and what has happened before them.

const teams = { as: 'dana', path: '/board?manager=team' }
export const teamPlanScreens = [
  { name: 'the board of all teams', ...teams, stage: 'teams' },
  { name: 'a plan for all teams', ...teams, stage: 'several' },
  { name: 'a plan for all teams as a list', ...teams, path: '/board?manager=team&view=list', stage: 'several' },
  { name: 'a plan of somebody above', as: 'jim', path: '/board', stage: 'several' },
]

const everybody = async (api) => Object.fromEntries((await api.need('GET', '/people')).items.map((one) => [one.name, one.id]))
export const teamPlanStages = {
  // Dana has a client of her own.
  async teams(world) {
    const admin = await world.api('admin')
    const { 'Dana Whitfield': owner_id } = await everybody(admin)
    await admin.need('POST', '/accounts', { name: 'Donaudampfschifffahrtsgesellschaft Oberösterreich', industry: 'Freight', revenue_minor: 990_000_00, currency: 'USD', owner_id })
  },
  // And hands over hers and Jim's.
  async several(world) {
    await teamPlanStages.teams(world)
    const dana = await world.api('dana')
    const ids = await everybody(dana)
    await dana.need('POST', '/plans', { manager_ids: [ids['Dana Whitfield'], ids['Jim Calder']], rules: { introductions_per_rep: 1 } })
  },
}
