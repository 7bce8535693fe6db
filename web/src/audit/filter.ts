// What of the log is shown, as it stands in the address, and as the API asks it: days are the reader's, the API has instants.
import { queryParam } from '../lib/router.svelte';
import { fromLocal } from '../lib/zoned';

export interface LogQuery {
  actor?: string;
  kind?: string;
  table?: string;
  row?: string;
  from?: string;
  until?: string;
  text?: string;
}

export interface Chosen {
  actor: string;
  kind: string;
  record: string; // account/17
  from: string; // a day
  until: string; // a day, with it
  text: string;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

export function queryOf(chosen: Chosen, zone: string | undefined): LogQuery {
  const query: LogQuery = {};
  const [table = '', row = ''] = chosen.record.split('/');
  const from = isDay(chosen.from) ? fromLocal(`${chosen.from}T00:00`, zone) : null;
  const until = isDay(chosen.until) ? fromLocal(`${nextDay(chosen.until)}T00:00`, zone) : null;
  if (chosen.actor) query.actor = chosen.actor;
  if (chosen.kind) query.kind = chosen.kind;
  if (table && row) Object.assign(query, { table, row });
  if (from) query.from = from;
  if (until) query.until = until;
  if (chosen.text.trim()) query.text = chosen.text.trim();
  return query;
}

export function exportAddress(query: LogQuery): string {
  const asked = new URLSearchParams(Object.entries(query)).toString();
  return `/api/v1/actions.csv${asked && `?${asked}`}`;
}

export const chosen = {
  actor: queryParam('actor'),
  kind: queryParam('kind'),
  record: queryParam('record'),
  from: queryParam('from'),
  until: queryParam('until'),
  text: queryParam('q'),
};
