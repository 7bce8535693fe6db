// What a manager says to a win.
import { act } from '../action/act';
import { api, ifMatch } from '../api/client';
import { firstName } from '../handoff/words';
import { t } from '../messages';
import { winTables, type Win } from './words';

export async function thankFor(win: Win, words: string): Promise<void> {
  const params = { path: { id: win.id }, header: ifMatch(win.version) };
  await act(() => api.POST('/api/v1/wins/{id}/thanks', { params, body: { words } }), t('ui.win.sent', { name: firstName(win.rep) }), winTables);
}
