// The screens of the self-assessment and of conversations with a mentor, for screens.mjs. On day sixty Jim has answered twice, four of his
// reps have, and he has talked with somebody.
const path = '/self-assessment'
const questions = '/assessment-questions'
const asked = {
  items: [{ round_id: '9', manager: { id: '2', name: 'Jim Calder', role: 'manager', is_placeholder: false, ends_on: null }, closes_at: '2026-12-08T15:00:00Z', asked: 5 }],
}

export const assessmentScreens = [
  { name: 'how I lead, on day sixty', as: 'jim', path, stage: 'day60' },
  { name: 'how a manager leads, asked of a rep', as: 'jada', path, answers: [[questions, asked]] },
  { name: 'ask a mentor, on day sixty', as: 'jim', path: '/mentor?ask=now', stage: 'day60' },
  { name: 'mentors, as a director names them', as: 'dana', path: '/mentor' },
]
