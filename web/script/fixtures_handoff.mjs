// Answers for Today, the board, handoffs and the door: the scene of the Larmar demo, with invented figures.
const people = {
  jim: { id: '1', name: 'Jim Calder', role: 'manager', is_placeholder: false },
  jada: { id: '2', name: 'Jada Ellis', role: 'rep', is_placeholder: false },
  tom: { id: '3', name: 'Tom Reyes', role: 'rep', is_placeholder: false },
  priya: { id: '4', name: 'Priya Shah', role: 'rep', is_placeholder: false },
  marcus: { id: '5', name: 'Marcus Obi', role: 'rep', is_placeholder: false },
  lena: { id: '6', name: 'Lena Koch', role: 'rep', is_placeholder: false },
};
const { jim, jada, tom, priya, marcus, lena } = people;
let lastId = 100;
function account(name, dollars, more = {}) {
  return {
    id: String(++lastId), version: 1, name, industry: 'Freight', city: 'Joliet', revenue_minor: dollars * 100, currency: 'USD',
    owner: jim, successor: null, handoff_stage: null, last_contact_at: '2026-11-17T16:00:00Z', last_contact_kind: 'meeting',
    known_by: 1, others_who_know: [], open_deals: 1, open_minor: 3800000, open_others: [], next_close_on: null, renewal_on: null,
    urgent_keys: [], ...more,
  };
}
const larmar = account('Larmar Freight', 48200);
const steps = ['proposed', 'accepted', 'introduced', 'expectations', 'owned', 'confirmed'];
function handoff(id, of, to, stage, next_steps, introduction_on = '2026-11-23') {
  const dates = Object.fromEntries(steps.map((step, i) => [`${step}_at`, i <= steps.indexOf(stage) ? `2026-11-0${i + 1}T15:00:00Z` : null]));
  return { id, version: 3, account: { id: of.id, name: of.name }, from: jim, to, stage, introduction_on, dates: { ...dates, ended_at: null }, reason: '', next_steps };
}
const reps = [jada, tom, priya, marcus, lena];
function line(of, successor, fit, more = {}) {
  return {
    id: `l${of.id}`, account: of, successor, week_on: successor ? '2026-11-30' : null, is_locked: false, fit_permille: fit,
    stability_permille: 930, is_clear: true,
    reasons: [
      { text: 'Met two of three contacts', kind: 'for' }, { text: '6 h a week free afterwards', kind: 'for' },
      { text: 'New to Hospitality', kind: 'against' },
    ],
    next_best: successor ? { person: successor === tom ? jada : tom, cost_permille: 120, proof: 'exact' } : null, hold: null,
    fits: reps.map((person, i) => ({ person, fit_permille: person === successor ? fit : Math.max(120, fit - 90 * (i + 1)) })), ...more,
  };
}
const mine = [
  line(account('Bexley Motors', 54100), tom, 840, { reasons: [{ text: 'Serves 4 other clients in Cars', kind: 'for' }, { text: '4.5 h a week free afterwards', kind: 'for' }, { text: 'Has not met anybody there yet', kind: 'against' }] }),
  line(account('Hollis Print', 9700), lena, 910),
  line(account('Pell & Sons', 22900), marcus, 770),
  line(account('Dune Hotels', 88300), null, 0, { is_locked: true, hold: { text: 'A renewal is close. Handed over after it.', until_on: '2027-01-15' } }),
  line(account('Ashworth Labs', 61800), priya, 580, { is_clear: false, stability_permille: 610 }),
  line(account('Wren Dairy', 31600), null, 0),
];
const orchard = account('Orchard Dental', 31400);
const northline = account('Northline Clinics', 76500);
const handoffs = [
  ['accepted', handoff('31', orchard, jada, 'accepted', ['introduced', 'returned']), orchard],
  ['introduced', handoff('30', larmar, jada, 'introduced', ['expectations', 'returned']), larmar],
  ['introduced', handoff('32', account('Fenwick Foods', 40100), marcus, 'introduced', ['expectations']), account('Fenwick Foods', 40100)],
  ['expectations', handoff('33', northline, priya, 'expectations', ['owned']), northline],
  ...[['Kestrel Cafés', 12800, marcus], ['Riverside Gym', 41900, lena], ['Calder Tools', 38600, tom], ['Mason Bakery', 54900, lena]].map(([name, dollars, to], i) => {
    const of = account(name, dollars);
    return ['owned', handoff(`4${i}`, of, to, 'owned', ['confirmed']), of];
  }),
  ...[['Tilbury Vets', 29300, priya], ['Grant & Hale', 63000, tom], ['Oak Street Books', 18200, lena]].map(([name, dollars, to], i) => {
    const of = account(name, dollars);
    return ['confirmed', handoff(`5${i}`, of, to, 'confirmed', []), of];
  }),
];
const sum = (items) => items.reduce((all, item) => all + item.account.revenue_minor, 0);
const column = (stage, items) => ({ stage, count: items.length, revenue_minor: sum(items), items });
const board = {
  manager: jim,
  stages: [
    column('mine', mine.map((l) => ({ handoff: null, account: l.account, line: l }))),
    ...['accepted', 'introduced', 'expectations', 'owned', 'confirmed'].map((stage) =>
      column(stage, handoffs.filter(([at]) => at === stage).map(([, of, row]) => ({ handoff: of, account: row, line: null })))),
  ],
  draft: { plan_id: '9', version: 4 },
  statement: { accounts: 6, revenue_minor: 26840000, currency: 'USD', this_month: 4 },
};
const loads = [[jada, 6, 6, 1260, 1260, 2], [marcus, 5, 6, 900, 1020, 0], [priya, 7, 8, 1380, 1500, 60], [tom, 4, 5, 700, 900, 0], [lena, 4, 5, 720, 800, 0]];
const plan = {
  id: '9', version: 4, name: 'Plan of Nov 24, 2026', state: 'draft', manager: jim, starts_on: '2026-11-24',
  rules: {
    weights: { similarity: 0.35, tie: 0.25, tenure: 0.15, capacity: 0.15, locality: 0.1, performance: 0 }, introductions_per_manager: 3,
    introductions_per_rep: 2, accounts_per_rep: 8, keep_known: true, territory_is_hard: false, revenue_spread_weight: 0.2,
    renewal_days: 60, horizon_weeks: 12, keep_below_fit: 0.4,
  },
  status: 'optimal', objective: 3120, bound: 3120, gap_permille: 0, weeks_status: 'optimal', weeks_objective: 8, weeks_bound: 8,
  created_at: '2026-11-24T14:00:00Z', approved_at: null, lines: mine,
  loads: loads.map(([person, now, then, minutes_now, minutes_then, price]) => ({
    person, accounts_now: now, accounts_then: then, minutes_now, minutes_then, capacity_minutes: 1500, revenue_then_minor: then * 4000000,
    hour_price: price,
  })),
  unplaced: [{ account: { id: mine[5].account.id, name: 'Wren Dairy' }, reason: 'It needs 4.5 h a week. Jada Ellis is short of 1.5 h' }],
  changed_from_last: 2, cost_of_last_change: 45, moved_with_it: [{ account: { id: mine[1].account.id, name: 'Hollis Print' }, from: jada, to: lena }],
};
const summary = { id: '9', version: 4, name: plan.name, state: 'draft', manager: jim, starts_on: '2026-11-24', status: 'optimal', objective: 3120, bound: 3120, created_at: plan.created_at, approved_at: null };
function promise(id, title, rep, due_at, more = {}) {
  return {
    id, version: 2, kind: 'review', title, manager: jim, rep, account: null, minutes: 60, promised_at: '2026-11-19T15:00:00Z',
    first_due_at: due_at, due_at, state: 'open', kept_at: null, is_late: false, moves: 0, displacements: [], may: ['change', 'keep', 'move', 'withdraw'], ...more,
  };
}
const letterPromise = promise('60', 'Review Jada’s prospecting letter, draft 2', jada, '2026-11-24T16:30:00Z', {
  first_due_at: '2026-11-20T16:00:00Z', moves: 1,
  displacements: [{ cause: 'own_deal', from_at: '2026-11-20T16:00:00Z', to_at: '2026-11-24T16:30:00Z', account_name: 'Bexley Motors' }],
});
const promises = [
  letterPromise,
  promise('61', 'Tell Priya yes or no on the Northline discount', priya, '2026-11-23T15:00:00Z', { is_late: true, account: { id: northline.id, name: 'Northline Clinics' } }),
  promise('62', 'Listen on Marcus’s Kestrel Cafés call', marcus, '2026-11-24T20:00:00Z'),
  promise('63', 'Tell Orchard Dental that Jada answers their calls now', jada, '2026-11-24T23:00:00Z'),
  promise('64', 'Pick a day for Tom’s ride-along', tom, '2026-11-24T15:00:00Z', { state: 'kept', kept_at: '2026-11-24T15:12:00Z' }),
];
const item = (kind, title, starts_at, minutes, person = null, is_promise = false, of = null) => ({ kind, title, starts_at: `2026-11-24T${starts_at}:00Z`, minutes, person, account: of, is_promise });
const today = {
  greeting: { name: 'Jim', part_of_day: 'morning' }, statement: { accounts: 10, revenue_minor: 41200000, currency: 'USD', key: 'today.statement.only_me' },
  day: [
    item('other', 'Stand-up', '15:00', 30), item('coaching', 'Jada: letter', '16:30', 60, jada, true),
    item('selling', 'Bexley Motors', '17:40', 60, null, false, { id: '1', name: 'Bexley Motors' }), item('coaching', 'Kestrel call', '20:00', 60, marcus),
    item('coaching', 'Tom 1:1', '21:30', 30, tom), item('other', 'Forecast', '22:00', 60),
  ],
  promises, promises_kept: { kept: 9, due: 11 },
  introductions: [
    { handoff: handoffs[0][1], account: { id: orchard.id, name: orchard.name }, to: jada, introduction_on: '2026-11-23' },
    { handoff: handoffs[2][1], account: { id: '2', name: 'Fenwick Foods' }, to: marcus, introduction_on: '2026-11-30' },
  ],
  imports: [{ id: '77', version: 1, source: 'salesforce-accounts.csv', state: 'done', created_at: '2026-11-24T14:00:00Z', counts: { created: 412, changed: 0, unchanged: 0, rejected: 6 } }],
  coming_to_me: [],
  waiting: [
    { kind: 'decision', title: 'Northline, 8% discount?', person: priya, since_at: '2026-11-23T13:41:00Z', link: '/' },
    { kind: 'review', title: 'Letter, draft 2', person: jada, since_at: '2026-11-23T20:41:00Z', link: '/' },
    { kind: 'question', title: 'Who calls Bexley back?', person: tom, since_at: '2026-11-24T13:41:00Z', link: '/' },
  ],
  receipts: [{ interruption_id: '4', at: '2026-11-20T16:00:00Z', outcome: 'taken', person: jim, account: { id: '1', name: 'Bexley Motors' }, brought: ['You took Bexley Motors: 60 minutes.'], displaced: ['Review Jada’s prospecting letter: from Nov 20 to 10:30.'], made_good_at: '2026-11-24T16:30:00Z' }],
};
const comingToJada = [
  { ...handoffs[0][1], stage: 'proposed', next_steps: ['accepted', 'declined'], account_row: orchard },
  { ...handoffs[1][1], next_steps: ['expectations', 'returned'], account_row: larmar },
];
const todays = {
  manager: today,
  rep: { ...today, greeting: { name: 'Jada', part_of_day: 'morning' }, statement: { accounts: 6, revenue_minor: 18240000, currency: 'USD', key: 'today.statement.mine' }, coming_to_me: comingToJada, introductions: [], imports: [], receipts: [], promises: [letterPromise, promises[3]], waiting: [], day: [item('coaching', 'Jim: my letter', '16:30', 60, jim, true)] },
  director: { ...today, greeting: { name: 'Dana', part_of_day: 'morning' }, statement: { accounts: 23, revenue_minor: 91200000, currency: 'USD', key: 'today.statement.team' }, promises: [], promises_kept: { kept: 0, due: 0 }, introductions: [], imports: [], receipts: [], waiting: [], day: [item('other', 'Forecast', '22:00', 60, jim)] },
  administrator: { ...today, greeting: { name: 'Sam', part_of_day: 'morning' }, statement: { accounts: 0, revenue_minor: 0, currency: 'USD', key: 'today.statement.none' }, promises: [], promises_kept: { kept: 0, due: 0 }, introductions: [], receipts: [], waiting: [], day: [] },
};
const letter = {
  subject: 'Your contact with us: Jada Ellis',
  paragraphs: [
    'Dear Bill,', 'We have worked together for 9 years now, and today I would like to introduce Jada Ellis to you.',
    'My job now is to help my team serve you well, and I have chosen Jada for Larmar Freight with care. You have met once already.',
    'I would like the three of us to meet in the week of 23 November. Jada will write to you about a time that suits you.',
    'From then on Jada is the first to call: jada@larmar.example. I stay in reach, and if you would rather work with somebody else, tell me so.',
    'Thank you for your trust,',
  ],
  facts: [{ label_key: 'handoff.letter.fact.account', value: 'Larmar Freight' }, { label_key: 'handoff.letter.fact.contact', value: 'Bill Larmar' }, { label_key: 'handoff.letter.fact.owner_since', value: 'Mar 4, 2017' }],
  to: { name: 'Bill Larmar', email: 'bill@larmarfreight.example' }, from: { name: 'Jim Calder' },
};
const door = {
  contact: { id: '7', name: 'Bill Larmar', title: 'Owner' }, account: larmar, owner: jim,
  server: { person: jada, because: 'Jada met Bill on 3 November and has read his site plan', stage: 'introduced', introduction_on: '2026-11-23', met: ['Bill Larmar', 'Rosa Nunez'] },
  free: { word_key: 'door.free.until', until_at: '2026-11-24T16:30:00Z', text: 'Free until 10:30 AM' },
  at_stake: { promise: letterPromise, minutes_left: 49, text: 'Jada’s letter review at 10:30. Moved once already.' },
  others_waiting: 2,
  worth: [{ text: 'Bill’s order: 15 terminals, $38,000. Jada would likely win it too.' }, { text: 'These 60 minutes are promised to Jada.' }, { text: 'Two more people wait for an answer from you.' }],
  talk_track: {
    greeting: '“Bill, good to see you. I run the team now, and Jada is the one who looks after your fifteen terminals. She’s read your plan for both depots. Come, I’ll walk you over.”',
    if_you_rather: { question: 'I’d rather deal with you, Jim', answer: '“I understand, Bill. I’m still here, and Jada has my ear. Give her ten minutes; if anything is missing, you call me.”' },
  },
  next_slots: ['2026-11-24T18:45:00Z', '2026-11-24T21:00:00Z', '2026-11-25T16:30:00Z'],
};

export function answerHandoff(method, path, role = 'manager') {
  if (path === '/api/v1/today') return [200, todays[role] ?? today];
  if (path === '/api/v1/board') return [200, board];
  if (path === '/api/v1/plans') return [200, method === 'POST' ? plan : { items: [summary, { ...summary, id: '8', name: 'Before the trade fair', objective: 3050 }], next: null }];
  if (/^\/api\/v1\/plans\/\d+\/comparison/.test(path)) {
    return [200, { lines: [{ account: { id: '1', name: 'Bexley Motors' }, here: tom, there: jada }], objective_here: 3120, objective_there: 3050 }];
  }
  if (/^\/api\/v1\/plans\/\d+(\/changes|\/approval)?$/.test(path)) return [200, plan];
  const one = /^\/api\/v1\/handoffs\/(\d+)(\/letter)?/.exec(path);
  if (one) return one[2] ? [200, letter] : [200, (handoffs.find(([, of]) => of.id === one[1]) ?? handoffs[0])[1]];
  if (path === '/api/v1/handoffs') return [200, { items: comingToJada, next: null }];
  if (path === '/api/v1/actions') return [200, { items: [{ id: '1', kind: 'handoff.introduced', actor: jim, at: '2026-11-03T15:00:00Z', undone_by: null }, { id: '2', kind: 'handoff.accepted', actor: jada, at: '2026-11-02T15:00:00Z', undone_by: null }], next: null }];
  if (path === '/api/v1/door') return [200, { items: [{ contact: door.contact, account: { id: larmar.id, name: larmar.name }, city: 'Joliet', score: 1 }, { contact: { id: '8', name: 'Billie Grant', title: 'Buyer' }, account: { id: '12', name: 'Grant & Hale' }, city: 'Aurora', score: 0.8 }] }];
  if (/^\/api\/v1\/door\/\d+$/.test(path)) {
    return [200, method === 'POST' ? { interruption_id: '5', receipt: { brought: ['Bill’s question answered, 15 terminals talked through'], displaced: ['Jada’s letter review, moved for the second time'], made_good_at: door.next_slots[0] } } : door];
  }
  const promised = /^\/api\/v1\/promises\/(\d+)\//.exec(path);
  if (promised) return [200, promises.find((row) => row.id === promised[1])];
  return null;
}
