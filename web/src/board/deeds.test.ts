import { QueryObserver } from '@tanstack/svelte-query';
import { afterEach, expect, it, vi } from 'vitest';
import { queries } from '../api/query';
import { toast } from '../ui/toast.svelte';
import { asShown, changePlan, planKey, readPlan } from './deeds';
import type { Board, Plan } from './words';

const lineOf = (id: string, is_locked: boolean) => ({ account: { id, name: id }, is_locked });
const planOf = (id: string, version: number, ...locked: string[]) =>
  ({ id, version, lines: ['a', 'b'].map((name) => lineOf(name, locked.includes(name))), rules: { weights: {}, accounts_per_rep: null } }) as unknown as Plan;
const boardOf = (plan: Plan) =>
  ({ draft: { plan_id: plan.id, version: plan.version }, stages: [{ stage: 'mine', items: plan.lines.map((line) => ({ account: line.account, handoff: null, line })) }] }) as unknown as Board;

const locked = (lines: readonly { account: { id: string }; is_locked: boolean }[]) => lines.filter((line) => line.is_locked).map((line) => line.account.id);
const lockedInPlan = (id: string) => locked(queries.getQueryData<Plan>(planKey(id))?.lines ?? []);
const lockedOnBoard = (board: Board | undefined) => locked(board?.stages[0]?.items.flatMap((card) => (card.line ? [card.line] : [])) ?? []);

// A server that answers when it is told to; what was asked for stands in its order.
class Server {
  asked: { method: string; version: string | null; answer: (body: unknown, status?: number, headers?: Record<string, string>) => void }[] = [];
  constructor() {
    vi.stubGlobal('fetch', ({ method, headers }: Request) => {
      return new Promise<Response>((resolve) => {
        const answer = (body: unknown, status = 200, headers = {}) =>
          resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } }));
        this.asked.push({ method, version: headers.get('If-Match'), answer });
      });
    });
  }
  async next(method: string) {
    const found = await vi.waitUntil(() => this.asked.find((one) => one.method === method));
    this.asked.splice(this.asked.indexOf(found), 1);
    return found;
  }
}
const changed = (plan: Plan) => ({ ...plan, gone: [] });

// The plan as it is read first, and the board beside it.
async function begin(server: Server, id: string): Promise<void> {
  const reading = queries.fetchQuery({ queryKey: planKey(id), queryFn: () => readPlan(id), staleTime: 0 });
  (await server.next('GET')).answer(planOf(id, 1));
  await reading;
  queries.setQueryData(['board', 'me'], asShown(boardOf(planOf(id, 1))));
}
function readAgain(id: string): Promise<Plan> {
  return queries.fetchQuery({ queryKey: planKey(id), queryFn: () => readPlan(id), staleTime: 0 });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  queries.clear();
});

it('shows a change at once, also while the one before it is on its way', async () => {
  const server = new Server();
  await begin(server, '1');
  const first = changePlan('1', { lock: ['a'] });
  const second = changePlan('1', { lock: ['b'] });
  expect(lockedInPlan('1')).toEqual(['a', 'b']);
  expect(lockedOnBoard(queries.getQueryData(['board', 'me']))).toEqual(['a', 'b']);
  const one = await server.next('POST');
  expect(server.asked).toEqual([]);
  one.answer(changed(planOf('1', 2, 'a')));
  await first;
  expect(lockedInPlan('1')).toEqual(['a', 'b']);
  const two = await server.next('POST');
  expect([one.version, two.version]).toEqual(['"1"', '"2"']);
  two.answer(changed(planOf('1', 3, 'a', 'b')));
  await second;
  expect(lockedInPlan('1')).toEqual(['a', 'b']);
});

it('takes nothing back for a reading that was asked for before it: neither while it is on its way nor after', async () => {
  const server = new Server();
  await begin(server, '2');
  const early = readAgain('2');
  const change = changePlan('2', { lock: ['a'] });
  (await server.next('GET')).answer(planOf('2', 1));
  await early;
  expect(lockedInPlan('2')).toEqual(['a']);
  expect(lockedOnBoard(asShown(boardOf(planOf('2', 1))))).toEqual(['a']);
  const late = readAgain('2');
  (await server.next('POST')).answer(changed(planOf('2', 2, 'a')));
  await change;
  (await server.next('GET')).answer(planOf('2', 1));
  await late;
  expect(lockedInPlan('2')).toEqual(['a']);
  expect(lockedOnBoard(asShown(boardOf(planOf('2', 1))))).toEqual(['a']);
  const next = changePlan('2', { unlock: ['a'] });
  const sent = await server.next('POST');
  expect(sent.version).toBe('"2"');
  sent.answer(changed(planOf('2', 3)));
  await next;
});

it('follows a plan that somebody else changed', async () => {
  const server = new Server();
  await begin(server, '3');
  const reading = readAgain('3');
  (await server.next('GET')).answer(planOf('3', 2, 'b'));
  await reading;
  expect(lockedInPlan('3')).toEqual(['b']);
  expect(lockedOnBoard(asShown(boardOf(planOf('3', 3, 'a'))))).toEqual(['a']);
});

it('puts a change back that the server refuses, and keeps the one after it', async () => {
  const said = vi.spyOn(toast, 'error').mockImplementation(() => undefined);
  const server = new Server();
  await begin(server, '4');
  const first = changePlan('4', { lock: ['a'] });
  const second = changePlan('4', { lock: ['b'] });
  (await server.next('POST')).answer({ type: 'about:blank', title: 'No', status: 422 }, 422);
  await first;
  expect(said).toHaveBeenCalledOnce();
  expect(lockedInPlan('4')).toEqual(['b']);
  const two = await server.next('POST');
  expect(two.version).toBe('"1"');
  two.answer(changed(planOf('4', 2, 'b')));
  await second;
  expect(lockedInPlan('4')).toEqual(['b']);
});

it('puts a plan that was read on the board beside it, which may have come first', async () => {
  const server = new Server();
  await begin(server, '5');
  const key = ['board', 'me'];
  const leave = new QueryObserver<Board>(queries, { queryKey: key, staleTime: Infinity }).subscribe(() => undefined);
  queries.setQueryData(key, asShown(boardOf(planOf('5', 1, 'b'))));
  const reading = readAgain('5');
  (await server.next('GET')).answer(planOf('5', 1, 'b')); // what is said of a line may change without a new version
  await reading;
  expect(lockedOnBoard(queries.getQueryData(key))).toEqual(['b']);
  leave();
});

it('waits for what is being taken back until it is read again, and goes on from there', async () => {
  const server = new Server();
  await begin(server, '7');
  const leave = new QueryObserver<Plan>(queries, { queryKey: planKey('7'), queryFn: () => readPlan('7'), staleTime: Infinity }).subscribe(() => undefined);
  const first = changePlan('7', { lock: ['a'] }, 'Locked');
  (await server.next('POST')).answer(changed(planOf('7', 2, 'a')), 200, { 'Baton-Action': '9' });
  await first;
  const back = toast.undoLast();
  const second = changePlan('7', { lock: ['b'] });
  expect(lockedInPlan('7')).toEqual(['a', 'b']);
  const undo = await server.next('POST');
  expect(undo.version).toBeNull();
  undo.answer({ undone: 1, kept: [] });
  const reading = await server.next('GET');
  expect(server.asked).toEqual([]);
  reading.answer(planOf('7', 3));
  const next = await server.next('POST');
  expect(next.version).toBe('"3"');
  next.answer(changed(planOf('7', 4, 'b')));
  await Promise.all([back, second]);
  expect(lockedInPlan('7')).toEqual(['b']);
  leave();
});

it('forgets a plan with its reading: what the next person reads is not laid under what this one read', async () => {
  const server = new Server();
  await begin(server, '6');
  queries.removeQueries();
  expect(lockedOnBoard(asShown(boardOf(planOf('6', 1, 'a'))))).toEqual(['a']);
});
