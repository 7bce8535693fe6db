import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import DataTable from './DataTable.svelte';

type Row = { id: string };

// Pages of rows, each read when the one before was asked for; `of` says what the n-th brings.
async function table(of: (page: number) => Row[], pages: number) {
  let asked = 0;
  let rows = of(0);
  const more = vi.fn(() => void asked++);
  const props = () => ({
    caption: 'Clients',
    columns: [{ key: 'id', label: 'Client' }],
    rows,
    id: (row: Row) => row.id,
    cell: createRawSnippet<[Row, string]>((row) => ({ render: () => `<span>${row().id}</span>` })),
    empty: createRawSnippet(() => ({ render: () => '<p>No client fits</p>' })),
    more: asked < pages - 1 ? more : undefined,
    loading: false,
  });
  const { rerender } = render(DataTable<Row>, props());
  const settle = async () => {
    for (let page = 0; page < asked; ) {
      await rerender({ ...props(), loading: true });
      page = asked;
      rows = [...rows, ...of(asked)];
      await rerender(props());
      await tick();
    }
  };
  await tick();
  return { more, settle };
}

describe('DataTable', () => {
  it('looks on until a row comes', async () => {
    const { more, settle } = await table((page) => (page === 3 ? [{ id: 'Larmar' }] : []), 9);
    expect(screen.queryByText('No client fits')).toBeNull();
    expect(screen.getByRole('status').textContent).toContain('Looking further');
    await settle();
    expect(screen.getByText('Larmar')).toBeTruthy();
    expect(more).toHaveBeenCalledTimes(3);
  });
  it('says that there is none when the end has come', async () => {
    const { settle } = await table(() => [], 3);
    await settle();
    expect(screen.getByText('No client fits')).toBeTruthy();
  });
  it('asks before it looks on for ever', async () => {
    const { more, settle } = await table(() => [], 1000);
    await settle();
    expect(more).toHaveBeenCalledTimes(10);
    expect(screen.queryByText('No client fits')).toBeNull();
    expect(screen.getByRole('status').textContent).toContain('Nothing so far');
    await fireEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(more).toHaveBeenCalledTimes(11);
  });
  it('loads nothing by itself below rows', async () => {
    const { more } = await table(() => [{ id: 'Larmar' }], 9);
    expect(more).not.toHaveBeenCalled();
  });
});
