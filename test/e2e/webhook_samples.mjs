// Webhooks and their events as the settings show them: the demo has none.
export const webhooks = [
  { id: '700', version: 3, name: 'Our CRM', url: 'https://crm.larmar.example/hooks/baton?team=field-sales-of-the-north', is_on: true, created_at: '2026-11-02T09:00:00Z', old_secret_until: '2026-11-25T09:00:00Z', waiting: 2, given_up: 1, secret: null },
  { id: '701', version: 1, name: 'Data warehouse', url: 'http://warehouse.larmar.example/baton', is_on: false, created_at: '2026-11-03T09:00:00Z', old_secret_until: null, waiting: 12, given_up: 0, secret: null },
]
const delivery = {
  id: '800', webhook_id: '700', event_id: '913563012345679872', event_type: 'account.owner_changed', state: 'delivered', attempts: 1, status: 204, fault: null,
  answer: '', queued_at: '2026-11-24T15:00:00Z', next_at: null, ended_at: '2026-11-24T15:00:01Z',
  body: JSON.stringify({ type: 'account.owner_changed', timestamp: '2026-11-24T15:00:00.000Z', data: { account: { id: '1', name: 'Larmar Freight', sources: [] }, to: { id: '2', name: 'Jada Ellis', sources: [] } } }),
}
export const told = [
  { ...delivery, id: '803', state: 'waiting', attempts: 0, status: 0, ended_at: null, next_at: '2026-11-24T15:01:00Z' },
  { ...delivery, id: '802', event_type: 'handoff.stage_changed', state: 'failed', attempts: 3, status: 503, answer: 'upstream connect error or disconnect before headers', ended_at: null, next_at: '2026-11-24T15:35:00Z' },
  { ...delivery, id: '801', state: 'given_up', attempts: 10, status: 0, fault: 'too_slow', answer: 'Timeout was reached' },
  delivery,
]
