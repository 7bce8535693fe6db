import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from './events';
import * as query from './query';

class FakeSource {
  static opened: FakeSource[] = [];
  static readonly CLOSED = 2;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 1;
  heard = new Map<string, (event: MessageEvent<string>) => void>();
  constructor(readonly address: string) {
    FakeSource.opened.push(this);
  }
  addEventListener(name: string, hear: (event: MessageEvent<string>) => void) {
    this.heard.set(name, hear);
  }
  tell(id: string, tables: string[]) {
    this.heard.get('action')?.({ data: JSON.stringify({ action_id: id, tables }), lastEventId: id } as MessageEvent<string>);
  }
  cut() {
    this.readyState = FakeSource.CLOSED;
    this.onerror?.();
  }
  close() {}
}

let stop = () => {};

beforeEach(() => {
  FakeSource.opened = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('EventSource', FakeSource);
  vi.stubGlobal('BroadcastChannel', undefined);
  delete (globalThis as { BroadcastChannel?: unknown }).BroadcastChannel;
  vi.stubGlobal('navigator', {});
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const opened = () => FakeSource.opened.at(-1)!;

test('the first stream begins where the page began to load', () => {
  vi.spyOn(performance, 'now').mockReturnValue(1234.5);
  stop = listen();
  expect(opened().address).toBe('/api/v1/events?ago=1235');
});

test('a stream that was cut off goes on behind what was heard last', () => {
  vi.spyOn(query, 'invalidateTables').mockResolvedValue(undefined);
  stop = listen();
  opened().tell('77', ['handoff']);
  opened().cut();
  vi.advanceTimersByTime(6000);
  expect(FakeSource.opened).toHaveLength(2);
  expect(opened().address).toBe('/api/v1/events?last_event_id=77');
});

test('one that was cut off before it heard anything asks for all since the page began to load', () => {
  stop = listen();
  opened().cut();
  vi.spyOn(performance, 'now').mockReturnValue(60_000);
  vi.advanceTimersByTime(6000);
  expect(opened().address).toBe('/api/v1/events?ago=60000');
});

test('one that the browser opens again without an id reads everything', () => {
  const read = vi.spyOn(query, 'invalidateTables').mockResolvedValue(undefined);
  stop = listen();
  opened().onopen?.();
  opened().onopen?.();
  vi.advanceTimersByTime(1000);
  expect(read).toHaveBeenCalledWith(['*']);
});
