import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Slider from './Slider.svelte';

function slider() {
  const onchange = vi.fn();
  const { rerender } = render(Slider, { label: 'Weight', value: 5, max: 10, help: 'A judgement.', onchange });
  const input = screen.getByRole<HTMLInputElement>('slider', { name: 'Weight', description: 'A judgement.' });
  const to = async (value: number) => {
    await fireEvent.input(input, { target: { value: String(value) } });
    await fireEvent.change(input);
  };
  return { onchange, input, to, rerender };
}
async function press(input: HTMLElement, act: () => Promise<void>) {
  await fireEvent.keyDown(input, { key: 'ArrowRight' });
  await act();
  await fireEvent.keyUp(input, { key: 'ArrowRight' });
}

describe('Slider', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells at once where the finger let go', async () => {
    const { onchange, to } = slider();
    await to(8);
    expect(onchange).toHaveBeenCalledExactlyOnceWith(8);
  });
  it('tells the last of several key presses, once', async () => {
    const { onchange, input, to } = slider();
    for (const value of [6, 7, 8]) await press(input, () => to(value));
    expect(onchange).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(onchange).toHaveBeenCalledExactlyOnceWith(8);
  });
  it('stays where it is held when the value is read anew, and follows it once let go', async () => {
    const { onchange, input, to, rerender } = slider();
    await press(input, () => to(6));
    await rerender({ value: 4 });
    expect(input.value).toBe('6');
    await press(input, () => to(7));
    vi.runAllTimers();
    expect(onchange).toHaveBeenCalledExactlyOnceWith(7);
    await rerender({ value: 3 });
    expect(input.value).toBe('3');
  });
  it('tells before it loses the focus', async () => {
    const { onchange, input, to } = slider();
    await press(input, () => to(6));
    await fireEvent.blur(input);
    vi.runAllTimers();
    expect(onchange).toHaveBeenCalledExactlyOnceWith(6);
  });
});
