import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import EditInPlace from './EditInPlace.svelte';

async function edit(text: string) {
  const save = vi.fn(async () => undefined);
  const props = { label: 'City', value: 'Chicago', save, reason: String, changedBy: async () => 'Jada' };
  const { rerender } = render(EditInPlace, props);
  await fireEvent.click(screen.getByRole('button'));
  const input = await screen.findByRole('textbox');
  await fireEvent.input(input, { target: { value: text } });
  return { save, input, change: (value: string) => rerender({ ...props, value }) };
}
const enter = async (input: HTMLElement) => {
  await fireEvent.keyDown(input, { key: 'Enter' });
  await tick();
};

describe('EditInPlace', () => {
  it('saves with Enter', async () => {
    const { save, input } = await edit('Cicero');
    await enter(input);
    expect(save).toHaveBeenCalledWith('Cicero');
  });
  it('never overwrites what somebody else wrote under the edit', async () => {
    const { save, input, change } = await edit('Cicero');
    await change('Evanston');
    await enter(input);
    await fireEvent.blur(input);
    expect(save).not.toHaveBeenCalled();
    expect((await screen.findByText(/Jada changed this meanwhile/)).textContent).toContain('Evanston');
  });
  it('saves mine when that is chosen', async () => {
    const { save, change } = await edit('Cicero');
    await change('Evanston');
    await fireEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(save).toHaveBeenCalledWith('Cicero');
  });
  it('leaves theirs when that is chosen', async () => {
    const { save, change } = await edit('Cicero');
    await change('Evanston');
    await fireEvent.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect(save).not.toHaveBeenCalled();
    expect(screen.getByRole('button').textContent).toContain('Evanston');
  });
  it('follows the value where nothing was typed', async () => {
    const { save, input, change } = await edit('Chicago');
    await change('Evanston');
    await enter(input);
    expect(save).not.toHaveBeenCalled();
    expect(screen.getByRole('button').textContent).toContain('Evanston');
  });
  it('takes the focus back after saving, unless somebody has gone on', async () => {
    const { save, input } = await edit('Cicero');
    await enter(input);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button')));
    await fireEvent.click(screen.getByRole('button'));
    let saved = () => {};
    save.mockImplementationOnce(() => new Promise<undefined>((done) => (saved = () => done(undefined))));
    await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Oak Park' } });
    await enter(screen.getByRole('textbox'));
    const other = document.body.appendChild(document.createElement('input'));
    other.focus();
    saved();
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'City' })).toBeNull());
    await tick();
    expect(document.activeElement).toBe(other);
    other.remove();
  });
});
