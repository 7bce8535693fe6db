// The words of the board and the plan.
import type { Schema } from '../api/client';

export type Board = Schema<'Board'>;
export type Column = Schema<'BoardColumn'>;
export type Card = Schema<'BoardCard'>;
export type Plan = Schema<'Plan'>;
export type PlanLine = Schema<'PlanLine'>;
export type PlanChange = Schema<'PlanChange'>;
export type PersonFit = Schema<'PersonFit'>;
// A rule the board sends has a value: none is null that may not be null in a plan.
export type PlanChanges = Omit<Schema<'PlanChangesInput'>, 'rules'> & { rules?: Partial<Omit<Plan['rules'], 'weights'>> & { weights?: Partial<Plan['rules']['weights']> } };
export type Unplaced = Schema<'Unplaced'>;
export type Load = Schema<'PlanLoad'>;
export type BoardStage = Column['stage'];

export const boardStages: readonly BoardStage[] = ['mine', 'accepted', 'introduced', 'expectations', 'owned', 'confirmed'];
export const boardTables = ['board', 'handoff', 'plan', 'plan_line', 'client_answer', 'account', 'person', 'forbidden_pair', 'ownership', 'absence', 'working_week'];
