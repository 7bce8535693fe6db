// What others changed, as it happens. One EventSource a browser: the tab that holds the lock "baton.events" listens and
// passes each event on to the other tabs over a BroadcastChannel; when it closes, the next tab takes over from the last
// event id. Where there are no locks (plain http on another machine) each tab listens for itself.
//
//   const stop = listen();            // while somebody is signed in
import { invalidateTables, queries } from './query';

export interface Change {
  action_id: string;
  tables: string[];
}

interface Passed {
  id: string;
  change: Change;
}

const address = '/api/v1/events';
const settleMillis = 150; // a burst of changes is read once

export function parseChange(data: string): Change | null {
  try {
    const value = JSON.parse(data) as Partial<Change>;
    if (!Array.isArray(value.tables)) return null;
    return { action_id: String(value.action_id ?? ''), tables: value.tables.map(String) };
  } catch {
    return null;
  }
}

// How far a job is arrives whole: whoever shows ['job', id] sees it at once.
function takeJob(data: string): void {
  try {
    const job = JSON.parse(data) as { id?: string };
    if (job.id) queries.setQueryData(['job', job.id], job);
  } catch {
    // Not a job of a version we know: the next reading of the query tells.
  }
}

export function listen(): () => void {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('baton.events') : null;
  const stopped = new AbortController();
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lastId = '';
  let source: EventSource | null = null;
  let wasOpen = false;

  const take = ({ id, change }: Passed) => {
    if (id) lastId = id;
    for (const table of change.tables) waiting.add(table);
    clearTimeout(timer);
    timer = setTimeout(() => {
      void invalidateTables([...waiting]);
      waiting.clear();
    }, settleMillis);
  };

  // A new leader cannot set the Last-Event-ID header, so the id travels in the address. Who has heard nothing yet asks for
  // what was done since this page began to load: what it shows may have been read before.
  const open = () => {
    if (stopped.signal.aborted) return;
    const since = lastId ? `last_event_id=${encodeURIComponent(lastId)}` : `ago=${Math.ceil(performance.now())}`;
    source = new EventSource(`${address}?${since}`);
    const hear = (event: MessageEvent<string>) => {
      const change = parseChange(event.data);
      if (!change) return;
      const passed = { id: event.lastEventId, change };
      channel?.postMessage(passed);
      take(passed);
    };
    source.onmessage = hear;
    source.addEventListener('action', hear as EventListener);
    source.addEventListener('job', ((event: MessageEvent<string>) => {
      channel?.postMessage({ job: event.data });
      takeJob(event.data);
    }) as EventListener);
    source.onopen = () => {
      // After a break without an id to resume from, anything may have changed.
      if (wasOpen && !lastId) take({ id: '', change: { action_id: '', tables: ['*'] } });
      wasOpen = true;
    };
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, 5000);
    };
  };

  // A network that comes back, or a page that was put away, may leave a connection that is dead without knowing it: the
  // leader begins anew from the last event.
  const anew = () => {
    if (!source) return;
    source.close();
    clearTimeout(retry);
    open();
  };
  const whenSeen = () => {
    if (document.visibilityState === 'visible' && source?.readyState !== EventSource.OPEN) anew();
  };
  addEventListener('online', anew, { signal: stopped.signal });
  document.addEventListener('visibilitychange', whenSeen, { signal: stopped.signal });

  if (channel) {
    channel.onmessage = (event: MessageEvent<Passed | { job: string }>) =>
      'job' in event.data ? takeJob(event.data.job) : take(event.data);
  }
  if (navigator.locks) {
    const untilStopped = () => new Promise<void>((done) => stopped.signal.addEventListener('abort', () => done()));
    const lead = () => (open(), untilStopped());
    navigator.locks.request('baton.events', { signal: stopped.signal }, lead).catch(() => undefined);
  } else open();

  return () => {
    stopped.abort();
    clearTimeout(timer);
    clearTimeout(retry);
    source?.close();
    channel?.close();
  };
}
