// The words of the door.
import type { Schema } from '../api/client';

export type DoorHit = Schema<'DoorHit'>;
export type Door = Schema<'Door'>;
export type Outcome = Schema<'DoorInput'>['outcome'];
export type Receipt = Schema<'Receipt'>;

export const doorTables = ['interruption', 'receipt', 'promise', 'handoff', 'account', 'activity', 'today', 'board'];

export const greetMinutes = 5;
export const takeMinutes = 60;

// Seconds of a countdown as people read a clock: 4:07. Never below 0:00.
export function clockText(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

// "101/7" is an account and a contact of it.
export function parseGuest(id: string): { account: string; contact: string | null } | null {
  const [account = '', contact = ''] = id.split('/');
  return account ? { account, contact: contact || null } : null;
}
