// A webhook and its deliveries in words, and what can be done about them.
import { act, orSay } from '../action/act';
import { api, ifMatch, ok, type Schema } from '../api/client';
import { invalidateTables } from '../api/query';
import { dateTime } from '../lib/format';
import { t } from '../messages';

export type Webhook = Schema<'Webhook'>;
export type Delivery = Schema<'WebhookDelivery'>;
type Course = Pick<Delivery, 'state' | 'attempts' | 'next_at' | 'ended_at' | 'queued_at'>;

export const keepHours = [24, 168, 0] as const;

export function toneOf(state: Delivery['state']): 'plain' | 'cool' | 'warm' | 'alert' {
  const tones = { waiting: 'plain', delivered: 'cool', failed: 'warm', given_up: 'alert' } as const;
  return tones[state];
}

export function mayRetry(delivery: Pick<Delivery, 'state'>): boolean {
  return delivery.state === 'failed' || delivery.state === 'given_up';
}

// What came back: the status, what Baton makes of it, and how the answer began.
export function answerText(delivery: Pick<Delivery, 'status' | 'fault' | 'answer'>): string {
  const status = delivery.status > 0 ? t('ui.webhook.status', { status: String(delivery.status) }) : '';
  const fault = delivery.fault ? t(`ui.webhook.fault.${delivery.fault}`) : '';
  return [status, fault, delivery.answer].filter(Boolean).join(' ');
}

// When it was, how often it was tried, and what comes next.
export function courseText(delivery: Course): string {
  const at = dateTime(delivery.ended_at ?? delivery.queued_at);
  const tried = delivery.attempts > 1 || delivery.state === 'failed' ? t('ui.webhook.tried', { count: delivery.attempts }) : '';
  const next = delivery.state === 'failed' && delivery.next_at ? t('ui.webhook.next', { at: dateTime(delivery.next_at) }) : '';
  return [at, tried, next].filter(Boolean).join(' · ');
}

export function isUnencrypted(url: string): boolean {
  return /^http:\/\//i.test(url.trim());
}

// The body as people read it; what is not JSON stays as it is.
export function bodyText(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

export const tables = ['webhook'];
const at = (webhook: Webhook) => ({ path: { id: webhook.id }, header: ifMatch(webhook.version) });

const tell = async (deed: () => Promise<unknown>): Promise<void> => {
  await orSay(deed, tables);
};
export function switchWebhook(webhook: Webhook, is_on: boolean): Promise<void> {
  const said = t(is_on ? 'ui.webhook.switched_on' : 'ui.webhook.switched_off', { name: webhook.name });
  return tell(() => act(() => api.PATCH('/api/v1/webhooks/{id}', { params: at(webhook), body: { is_on } }), said, tables));
}

export function removeWebhook(webhook: Webhook): Promise<void> {
  return tell(() => act(() => api.DELETE('/api/v1/webhooks/{id}', { params: { path: { id: webhook.id } } }), t('ui.webhook.removed', { name: webhook.name }), tables));
}

// Without a way back: they may be gone before anybody could take it.
export function testWebhook(webhook: Webhook): Promise<void> {
  return tell(async () => {
    await ok(api.POST('/api/v1/webhooks/{id}/test', { params: { path: { id: webhook.id } } }));
    await invalidateTables(tables);
  });
}

export function retryDelivery(delivery: Delivery): Promise<void> {
  return tell(async () => {
    await ok(api.POST('/api/v1/webhook-deliveries/{id}/retry', { params: { path: { id: delivery.id } } }));
    await invalidateTables(tables);
  });
}

// Gives the new secret, which is not shown again.
export async function rotateSecret(webhook: Webhook, keep_hours: number): Promise<string> {
  const made = await ok(api.POST('/api/v1/webhooks/{id}/secret', { params: at(webhook), body: { keep_hours } }));
  await invalidateTables(tables);
  return made.secret ?? '';
}
