import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toast } from './toast.svelte';

describe('Z', () => {
  const before = vi.fn();
  const after = vi.fn();
  beforeEach(() => {
    toast.items = [];
    before.mockClear();
    after.mockClear();
    toast.show('Pell locked', { undo: before });
  });

  it('undoes what was done last', async () => {
    await toast.undoLast();
    await toast.undoLast();
    expect(before).toHaveBeenCalledOnce();
    expect(toast.items).toEqual([]);
  });
  it('waits for a deed that is on its way, and undoes that', async () => {
    const coming = toast.coming();
    const pressed = toast.undoLast();
    await Promise.resolve();
    expect(before).not.toHaveBeenCalled();
    coming.show('Bexley locked', { undo: after });
    await pressed;
    expect(before).not.toHaveBeenCalled();
    expect(after).toHaveBeenCalledOnce();
  });
  it('undoes nothing in place of a deed that failed', async () => {
    const coming = toast.coming();
    const pressed = toast.undoLast();
    coming.end();
    await pressed;
    expect(before).not.toHaveBeenCalled();
  });
  it('takes each deed on its way once', async () => {
    const [first, second] = [toast.coming(), toast.coming()];
    const pressed = [toast.undoLast(), toast.undoLast()];
    first.show('First', { undo: before });
    second.show('Second', { undo: after });
    await Promise.all(pressed);
    expect(before).toHaveBeenCalledOnce();
    expect(after).toHaveBeenCalledOnce();
  });
});
