// What the administrator's page says of backups and of the work in the background.
import type { Schema } from '../api/client';

export const tabs = ['log', 'data', 'retention', 'backups', 'work'] as const;
export type Tab = (typeof tabs)[number];

export function tabOf(text: string): Tab {
  return tabs.find((tab) => tab === text) ?? 'log';
}

export type Health = Schema<'Health'>;
export type OperationRun = Schema<'OperationRun'>;
export type ErasurePreview = Schema<'ErasurePreview'>;
export type Subject = ErasurePreview['subject'];

export interface Chosen {
  subject: Subject;
  id: string;
  name: string;
}

const fates = ['removed', 'emptied', 'sealed', 'kept'] as const;
export type Fate = (typeof fates)[number];

// What becomes of what, in the order in which one wants to know it; without what there is nothing of.
export function byFate(preview: Pick<ErasurePreview, 'parts'>): { fate: Fate; parts: ErasurePreview['parts'] }[] {
  return fates.map((fate) => ({ fate, parts: preview.parts.filter((part) => part.fate === fate) })).filter((group) => group.parts.length > 0);
}

export function megabytes(bytes: number): number {
  return bytes / 1_000_000;
}

export function seconds(run: Pick<OperationRun, 'began_at' | 'ended_at'>): number {
  return Math.max(0, (Date.parse(run.ended_at) - Date.parse(run.began_at)) / 1000);
}
