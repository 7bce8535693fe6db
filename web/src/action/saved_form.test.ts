import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import { ProblemError } from '../api/problem';
import SavedFormProbe from './SavedFormProbe.test.svelte';

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const type = (value: string) => fireEvent.input(field(), { target: { value } });
function start(send = vi.fn()) {
  return { send, ...render(SavedFormProbe, { saved: { version: 1, name: 'first' }, send }) };
}

it('keeps what was typed when the same is read again', async () => {
  const { rerender } = start();
  await type('mine');
  await rerender({ saved: { version: 1, name: 'first' } });
  expect(field().value).toBe('mine');
  expect(button('Save').disabled).toBe(false);
});

it('takes over what somebody else saved where nothing was typed', async () => {
  const { rerender } = start();
  await rerender({ saved: { version: 2, name: 'theirs' } });
  expect(field().value).toBe('theirs');
  expect(button('Save').disabled).toBe(true);
});

it('asks whose is kept when somebody else saved meanwhile, and takes theirs', async () => {
  const { rerender } = start();
  await type('mine');
  await rerender({ saved: { version: 2, name: 'theirs' } });
  expect(screen.getByRole('alert').textContent).toBe('Somebody was here.');
  await fireEvent.click(button('Take theirs'));
  expect(field().value).toBe('theirs');
});

it('or keeps mine, and saves it over theirs', async () => {
  const { rerender, send } = start(vi.fn(async () => ({ version: 3, name: 'mine' })));
  await type('mine');
  await rerender({ saved: { version: 2, name: 'theirs' } });
  await fireEvent.click(button('Keep mine'));
  await fireEvent.click(button('Save'));
  expect(send).toHaveBeenCalledWith({ version: 2, name: 'theirs' }, 'mine');
  await rerender({ saved: { version: 3, name: 'mine' } });
  expect(button('Save').disabled).toBe(true);
});

it('keeps what was typed while it was being saved', async () => {
  let answer: (saved: { version: number; name: string }) => void = () => undefined;
  const { rerender } = start(vi.fn(() => new Promise((done) => (answer = done))));
  await type('mine');
  await fireEvent.click(button('Save'));
  await type('more');
  await rerender({ saved: { version: 2, name: 'mine' } });
  answer({ version: 2, name: 'mine' });
  await waitFor(() => expect(button('Save').disabled).toBe(false));
  expect(field().value).toBe('more');
});

it('says what is wrong and keeps what was typed', async () => {
  start(vi.fn().mockRejectedValue(new ProblemError({ status: 422, detail: 'Too long.' })));
  await type('mine');
  await fireEvent.click(button('Save'));
  expect(screen.getByRole('alert').textContent).toBe('Too long.');
  expect(field().value).toBe('mine');
  expect(button('Save').disabled).toBe(false);
});
