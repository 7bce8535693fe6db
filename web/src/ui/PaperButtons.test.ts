import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import PaperButtons from './PaperButtons.svelte';

afterEach(() => void vi.unstubAllGlobals());

async function ask(answer: Partial<Response>): Promise<void> {
  vi.stubGlobal('fetch', vi.fn(async () => answer));
  render(PaperButtons, { sheet: undefined, pdf: '/api/v1/page/file', name: 'Jim 2026-10' });
  await fireEvent.click(screen.getByRole('button', { name: 'PDF' }));
}

it('says what the server says where there is no PDF, with printing beside it', async () => {
  await ask({ ok: false, json: async () => ({ detail: 'This server has no Chromium.' }) });
  expect((await screen.findByRole('status')).textContent).toBe('This server has no Chromium.');
  expect(screen.getByRole('button', { name: 'Print' })).toBeTruthy();
});

it('saves it under the name of the page', async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  await ask({ ok: true, blob: async () => new Blob(['%PDF-']) });
  await vi.waitFor(() => expect(saved).toEqual(['Jim 2026-10.pdf']), 30_000);
  expect(screen.queryByRole('status')).toBeNull();
});
