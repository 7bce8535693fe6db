// What hangs on a person: its types, and the lines of its picture.
import type { components } from '../api/schema';
import type { CurveStep } from '../ui/step_curve';

export type Departure = components['schemas']['Departure'];
export type DepartureStep = components['schemas']['DepartureStep'];
export type DepartureClient = components['schemas']['DepartureClient'];
export type Colleague = components['schemas']['DepartureColleague'];
export type Risk = components['schemas']['DepartureRisk'];

export const departureTables = ['account', 'activity', 'handoff', 'handoff_step', 'opportunity', 'ownership', 'plan', 'plan_line', 'setting', 'tie_learning'];
// The list of all is as it was worked out last.
export const outlookTables = ['departure_outlook', 'person'];

// By how much the average of the worst years falls as the steps are done one after the other, by the hours they take: each a share
// of what it is today.
export function curveOfSteps(departure: Departure): CurveStep[] {
  const worst = departure.now.worst_minor;
  let minutes = 0;
  return departure.steps.map((step) => {
    minutes += step.minutes;
    return { x: minutes / 60, share: worst > 0 ? Math.max(0, 1 - step.worst_after_minor / worst) : 0, low: null, high: null };
  });
}

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

// The chance of losing at least so much, as a path: it only falls. `end` is the loss at the right edge.
export function chancePath(risk: Risk, end: number, frame: Frame): string {
  const x = (loss: number) => frame.left + (end > 0 ? Math.min(1, loss / end) : 0) * (frame.right - frame.left);
  const y = (permille: number) => frame.bottom - (permille / 1000) * (frame.bottom - frame.top);
  const short = (value: number) => String(Math.round(value * 10) / 10);
  const points = risk.curve.filter((_, i) => i === 0 || (risk.curve[i - 1]?.loss_minor ?? 0) < end);
  return points.map((point, i) => `${i === 0 ? 'M' : 'L'}${short(x(point.loss_minor))} ${short(y(point.chance_permille))}`).join('');
}

export type LineKey = 'before' | 'now' | 'after';

// The curves that differ from today's, and today's.
export function linesOf(departure: Departure): { key: LineKey; risk: Risk }[] {
  const keys: LineKey[] = ['before', 'now', 'after'];
  return keys
    .map((key) => ({ key, risk: departure[key] }))
    .filter(({ key, risk }) => key === 'now' || risk.expected_minor !== departure.now.expected_minor);
}

// Beyond this nothing is worth drawing: less than one in a hundred, with nothing handed over.
export function endOf(departure: Departure): number {
  const curve = departure.before.curve;
  return curve.find((point) => point.chance_permille < 10)?.loss_minor ?? curve.at(-1)?.loss_minor ?? 0;
}

// Round losses along the axis, in minor units: 0 and up to five more.
export function lossTicks(end: number): number[] {
  if (end <= 0) return [0];
  const rough = end / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((width) => width >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let i = 0; i * step <= end * 1.0001; i += 1) ticks.push(i * step);
  return ticks;
}

export type Moment = 'today' | 'after';

// Where somebody stands on the ring.
export type OnRing = Colleague & { x: number; y: number };
export const onRing = (colleague: Colleague): colleague is OnRing => colleague.x !== null && colleague.y !== null;

// The colleagues in contact with a client: today, and with the successor when the plan is done.
export function knowersOf(client: DepartureClient, moment: Moment): string[] {
  if (moment === 'today' || !client.successor_id || client.knows.includes(client.successor_id)) return client.knows;
  return [...client.knows, client.successor_id];
}

export function onlyPerson(client: DepartureClient, moment: Moment): boolean {
  return client.knows_person && knowersOf(client, moment).length === 0;
}
