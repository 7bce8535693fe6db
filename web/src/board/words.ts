// The board and the plan as the API answers them.
import { apiFor } from '../api/client';
import type { ById, Gives, Page, Takes } from '../api/paths';
import type { AccountRef, AccountRow, Handoff, PersonRef } from '../handoff/words';

export const boardStages = ['mine', 'accepted', 'introduced', 'expectations', 'owned', 'confirmed'] as const;
export type BoardStage = (typeof boardStages)[number];

export interface Reason {
  text: string;
  kind: string; // "for" or "against"
}
export interface PlanLine {
  id: string;
  account: AccountRow;
  successor: PersonRef | null;
  week_on: string | null;
  is_locked: boolean;
  fit_permille: number;
  stability_permille: number;
  is_clear: boolean;
  reasons: Reason[];
  next_best: { person: PersonRef; cost_permille: number; proof: 'exact' | 'priced' } | null;
  hold: { text: string; until_on: string | null } | null;
  fits: { person: PersonRef; fit_permille: number }[];
}
export interface PlanRules {
  weights: Record<'similarity' | 'tie' | 'tenure' | 'capacity' | 'locality' | 'performance', number>;
  introductions_per_manager: number;
  introductions_per_rep: number;
  accounts_per_rep: number | null;
  keep_known: boolean;
  territory_is_hard: boolean;
  revenue_spread_weight: number;
  renewal_days: number;
  horizon_weeks: number;
  keep_below_fit: number;
}
export interface Load {
  person: PersonRef;
  accounts_now: number;
  accounts_then: number;
  minutes_now: number;
  minutes_then: number;
  capacity_minutes: number;
  revenue_then_minor: number;
  hour_price: number | null;
}
export interface PlanSummary {
  id: string;
  version: number;
  name: string;
  state: 'draft' | 'approved' | 'discarded';
  manager: PersonRef;
  starts_on: string;
  status: 'optimal' | 'feasible';
  objective: number;
  bound: number;
  created_at: string;
  approved_at: string | null;
}
export interface Plan extends PlanSummary {
  rules: PlanRules;
  gap_permille: number;
  weeks_status: 'optimal' | 'feasible';
  weeks_objective: number;
  weeks_bound: number;
  lines: PlanLine[];
  loads: Load[];
  unplaced: { account: AccountRef; reason: string }[];
  changed_from_last: number;
  cost_of_last_change: number | null;
  moved_with_it: { account: AccountRef; from: PersonRef | null; to: PersonRef | null }[];
}
export interface PlanChanges {
  assign?: { account_id: string; person_id: string | null }[];
  lock?: string[];
  unlock?: string[];
  forbid?: { account_id: string; person_id: string; reason?: string }[];
  allow?: { account_id: string; person_id: string }[];
  rules?: Partial<PlanRules>;
}
export interface Comparison {
  lines: { account: AccountRef; here: PersonRef | null; there: PersonRef | null }[];
  objective_here: number;
  objective_there: number;
}
export interface Card {
  handoff: Handoff | null;
  account: AccountRow;
  line: PlanLine | null;
}
export interface Column {
  stage: BoardStage;
  count: number;
  revenue_minor: number;
  items: Card[];
}
export interface Board {
  manager: PersonRef;
  stages: Column[];
  draft: { plan_id: string; version: number } | null;
  statement: { accounts: number; revenue_minor: number; currency: string; this_month: number };
}

interface Paths {
  '/api/v1/board': { get: Gives<Board, { query?: { manager?: string } }> };
  '/api/v1/plans': {
    get: Gives<Page<PlanSummary>, { query?: { state?: string } }>;
    post: Takes<Plan, { manager_id?: string; rules?: Partial<PlanRules> }>;
  };
  '/api/v1/plans/{id}': { get: Gives<Plan, ById>; delete: Gives<unknown, ById> };
  '/api/v1/plans/{id}/changes': { post: Takes<Plan, PlanChanges, ById> };
  '/api/v1/plans/{id}/approval': { post: Gives<Plan, ById> };
  '/api/v1/plans/{id}/comparison': { get: Gives<Comparison, ById & { query: { with: string } }> };
}
export const boardApi = apiFor<Paths>();
export const boardTables = ['board', 'handoff', 'plan', 'plan_line', 'account', 'person', 'forbidden_pair'];
