// A manager's monthly report: its types, and the few words that are the page's and not the report's own.
import type { Schema } from '../api/client';

export type Report = Schema<'Report'>;
export type Reports = Schema<'Reports'>;
export type ReportSection = Schema<'ReportSection'>;
export type ReportLine = Schema<'ReportLine'>;
export type ReportRow = Schema<'ReportRow'>;
export type Commitment = Schema<'ReportCommitment'>;
export type ReportFormat = Schema<'ReportFormat'>;
export type FormatSection = Schema<'ReportFormatSection'>;

// What a draft is made of; what is closed changes with none of it.
export const reportTables = ['monthly_report', 'report_commitment', 'report_format', 'opportunity', 'handoff', 'promise', 'coaching_session', 'takeover', 'person'];

export function fileAddress(report: Report, format: 'csv' | 'xlsx' | 'pdf'): string {
  return `/api/v1/people/${report.person.id}/reports/${report.month}/file?format=${format}`;
}

// The month that a page opens with: the one to be closed, else the latest that is closed, else the running one.
export function firstMonth(months: Reports['months']): string {
  const draft = months.find((one) => one.state === 'draft');
  const closed = months.find((one) => one.state === 'closed');
  // A draft that lies before something closed was left out on purpose.
  if (draft && (!closed || draft.month > closed.month)) return draft.month;
  return (closed ?? months[0])?.month ?? '';
}

// The section moved one place; the same list where it cannot.
export function moved<T>(list: readonly T[], from: number, by: 1 | -1): T[] {
  const to = from + by;
  if (to < 0 || to >= list.length) return [...list];
  const next = [...list];
  [next[from], next[to]] = [next[to] as T, next[from] as T];
  return next;
}
