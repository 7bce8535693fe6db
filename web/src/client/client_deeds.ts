// Making and ending a client's page, and what clients see of a person.
import { act } from '../action/act';
import { api, ifMatch } from '../api/client';
import { t } from '../messages';
import type { CallingCard, ClientLink, Contact, NewClientLink } from './words';

export const clientTables = ['client_link', 'client_answer'];

export function makeLink(handoff_id: string, contact: Contact): Promise<NewClientLink> {
  const call = () => api.POST('/api/v1/handoffs/{id}/client-link', { params: { path: { id: handoff_id } }, body: { contact_id: contact.id } });
  return act(call, t('ui.client.made_toast', { name: contact.name }), clientTables);
}

export async function endLink(handoff_id: string, link: Pick<ClientLink, 'id' | 'contact'>): Promise<void> {
  const params = { path: { id: handoff_id, link_id: link.id } };
  await act(() => api.DELETE('/api/v1/handoffs/{id}/client-links/{link_id}', { params }), t('ui.client.ended_toast', { name: link.contact.name }), clientTables);
}

export async function changeCard(card: CallingCard, name: string, change: { phone?: string; picture?: string }): Promise<void> {
  const params = { path: { id: card.person_id }, header: ifMatch(card.version) };
  const call = () => api.PATCH('/api/v1/people/{id}/calling-card', { params, body: change });
  await act(call, t('ui.client.card_toast', { name }), ['calling_card']);
}

const side = 256; // px, sharp on a phone

// A square out of the middle, small enough to travel with the page.
export async function pictureOf(file: File): Promise<string> {
  const image = await createImageBitmap(file);
  const cut = Math.min(image.width, image.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const drawn = canvas.getContext('2d');
  if (!drawn) throw new Error('this browser draws no pictures');
  drawn.drawImage(image, (image.width - cut) / 2, (image.height - cut) / 2, cut, cut, 0, 0, side, side);
  return canvas.toDataURL('image/jpeg', 0.85);
}
