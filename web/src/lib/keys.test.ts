import { render } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onKey } from './keys.svelte';
import KeysProbe from './KeysProbe.test.svelte';
import { prefs } from './prefs.svelte';

addEventListener('keydown', onKey);
function press(key: string, target: Element = document.body, extra: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...extra }));
}
beforeEach(() => (prefs.singleKeys = true));

describe('shortcuts', () => {
  it('hear single keys, sequences and chords', () => {
    const run = vi.fn();
    render(KeysProbe, { run });
    press('l');
    press('g');
    press('t');
    press('k', document.body, { ctrlKey: true });
    press('x');
    expect(run.mock.calls.flat()).toEqual(['l', 'g t', 'Ctrl+k']);
  });
  it('are silent in fields, except chords', () => {
    const run = vi.fn();
    const { container } = render(KeysProbe, { run });
    press('l', container.querySelector('input')!);
    press('k', container.querySelector('input')!, { metaKey: true });
    expect(run.mock.calls.flat()).toEqual(['Ctrl+k']);
  });
  it('can be switched off', () => {
    prefs.singleKeys = false;
    const run = vi.fn();
    render(KeysProbe, { run });
    press('l');
    press('k', document.body, { ctrlKey: true });
    expect(run.mock.calls.flat()).toEqual(['Ctrl+k']);
  });
  it('of the page are silent under a dialog', () => {
    const run = vi.fn();
    render(KeysProbe, { run, layered: true });
    press('l');
    press('Enter');
    expect(run.mock.calls.flat()).toEqual(['inner Enter']);
  });
  it('that are everywhere are heard beside a panel, not under a dialog', () => {
    const run = vi.fn();
    const beside = render(KeysProbe, { run, layered: true, isPanel: true });
    press('w');
    press('l');
    beside.unmount();
    render(KeysProbe, { run, layered: true });
    press('w');
    expect(run.mock.calls.flat()).toEqual(['w']);
  });
  it('end with their component', () => {
    const run = vi.fn();
    render(KeysProbe, { run }).unmount();
    press('l');
    expect(run).not.toHaveBeenCalled();
  });
});
