// Answers for looking at screens without a server: node script/screenshots.mjs URL OUT --fixtures. Invented people.
import { answerHandoff } from './fixtures_handoff.mjs';

export const me = {
  person: { id: '1', name: 'Jim Calder', email: 'jim@larmar.example', role: 'manager', initials: 'JC', title: '', language: 'en', time_zone: 'America/Chicago' },
  organization: { id: '1', version: 1, name: 'Larmar demo', currency: 'USD', time_zone: 'America/Chicago', language: 'en', is_demo: true },
  now: '2026-11-24T15:41:00Z',
  rights: [],
};
const notices = {
  items: [
    { id: '1', text: 'Jada accepted Larmar Freight. Introduce her next.', link: '/', created_at: new Date(Date.now() - 8e5).toISOString(), read_at: null },
    { id: '2', text: 'Priya has waited 26 hours for a yes or no on Northline.', link: '/', created_at: new Date(Date.now() - 9e6).toISOString(), read_at: null },
    { id: '3', text: 'The November report is ready.', link: '/', created_at: new Date(Date.now() - 2e8).toISOString(), read_at: new Date().toISOString() },
  ],
  next: null,
  unread: 2,
};
const hits = {
  items: [
    { kind: 'contact', id: '7', title: 'Bill Larmar', subtitle: 'Owner, Larmar Freight', link: '/accounts/8', account_id: '8' },
    { kind: 'account', id: '8', title: 'Larmar Freight', subtitle: 'Chicago, Freight', link: '/accounts/8', account_id: '8' },
  ],
  next: null,
};
const demo = {
  is_offered: true,
  people: [
    { as: 'jim', name: 'Jim Calder', role: 'manager', title: 'Sales manager' },
    { as: 'jada', name: 'Jada Ellis', role: 'rep', title: 'Account manager' },
    { as: 'dana', name: 'Dana Whitfield', role: 'director', title: 'Sales director' },
    { as: 'admin', name: 'Sam Okoye', role: 'administrator', title: 'Operations' },
  ],
};

const others = { rep: ['2', 'Jada Ellis', 'JE'], director: ['20', 'Dana Whitfield', 'DW'], administrator: ['21', 'Sam Okoye', 'SO'] };
function asRole(role) {
  const [id, name, initials] = others[role] ?? [me.person.id, me.person.name, me.person.initials];
  return { ...me, person: { ...me.person, id, name, initials, role } };
}

// [status, body] or null. `signedIn` is the caller's choice.
export function answer(method, path, signedIn, role = 'manager') {
  const handoff = answerHandoff(method, path, role);
  if (handoff) return handoff;
  if (path === '/api/v1/session') return signedIn ? [200, asRole(role)] : [401, { status: 401, code: 'unauthenticated', title: 'Not signed in' }];
  if (path === '/api/v1/notices') return [200, notices];
  if (path === '/api/v1/search') return [200, hits];
  if (path === '/api/v1/demo') return [200, demo];
  if (path === '/api/v1/invitations/first') return [200, { kind: 'setup', name: '', email: null, organization_name: null }];
  if (path === '/api/v1/invitations/jada') {
    return [200, { kind: 'join', name: 'Jada Ellis', email: 'jada@larmar.example', organization_name: 'Larmar demo' }];
  }
  if (path.startsWith('/api/v1/invitations/')) return [404, { status: 404, title: 'Not found' }];
  return null;
}
