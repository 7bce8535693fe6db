import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { queries } from '../api/query';
import type { Import } from './imports';
import RunStepProbe from './RunStepProbe.test.svelte';

function importThat(state: Import['state']): Partial<Import> {
  return { id: '7', version: 1, state, job_id: '9', action_id: null, files: [], owners: [], counts: [] };
}
const later = (millis: number) => new Promise((done) => setTimeout(done, millis));
const answer = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

afterEach(() => {
  vi.unstubAllGlobals();
  queries.clear();
});

it('shows what an import did, also where reading it takes longer than reading its job', async () => {
  let readings = 0;
  vi.stubGlobal('fetch', async ({ url }: Request) => {
    if (url.includes('/jobs/9')) {
      await later(5);
      return answer({ id: '9', kind: 'import', state: 'done', text: '', done: 249, total: 249, rate_per_second: null, seconds_left: null });
    }
    if (++readings === 1) return answer(importThat('running'));
    await later(60);
    return answer(importThat('done'));
  });
  render(RunStepProbe);
  expect(await screen.findByRole('progressbar')).toBeTruthy();
  expect(await screen.findByRole('link', { name: 'Another import' })).toBeTruthy();
});
