// The words of Today.
import type { Schema } from '../api/client';

export type Today = Schema<'Today'>;
export type DayItem = Schema<'DayItem'>;
export type Coming = Schema<'ComingHandoff'>;

export const todayTables = ['today', 'promise', 'coaching_session', 'coaching_conflict', 'handoff', 'account', 'import', 'interruption', 'receipt', 'activity', 'takeover', 'delegation', 'agreed_share', 'cover', 'cover_account', 'absence', 'client_promise', 'monthly_report', 'ninety_days'];
