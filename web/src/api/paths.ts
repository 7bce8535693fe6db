// Shapes for paths that api/schema.ts does not have yet, for apiFor<P>():
//
//   interface Paths { '/api/v1/board': { get: Gives<Board, { query?: { manager?: string } }> } }
import type { components } from './schema';

interface Json<T> {
  content: { 'application/json': T };
  headers: Record<string, unknown>;
}
interface Answers<T> {
  responses: {
    200: Json<T>;
    default: { content: { 'application/problem+json': components['schemas']['Problem'] }; headers: Record<string, unknown> };
  };
}
export type Gives<T, Parameters extends object = object> = { parameters: Parameters } & Answers<T>;
export type Takes<T, Body, Parameters extends object = object> = {
  parameters: Parameters;
  requestBody: { content: { 'application/json': Body } };
} & Answers<T>;
export interface ById {
  path: { id: string };
}
export interface Page<T> {
  items: T[];
  next: string | null;
}
