// An import in words of the wizard: its steps, what may be said about each file, column and owner, and how far it is.
import { api, ok, type Schema } from '../api/client';
import { ProblemError, unreachable, type Problem } from '../api/problem';

export type Job = Schema<'Job'>;
export type Import = Schema<'Import'>;
export type ImportFile = Schema<'ImportFile'>;
export type ImportColumn = Schema<'ImportColumn'>;
export type ImportOwner = Schema<'ImportOwner'>;
export type ImportChange = Schema<'ImportChangePatch'>;
export type Counts = Schema<'ImportCounts'>;
export type FieldInfo = Schema<'ImportField'>;
export type Reject = Schema<'ImportReject'>;
export type Target = ImportFile['target'];
// All that a file may hold, in the order in which people choose.
export const targets = Object.keys({
  account: 1, contact: 1, opportunity: 1, activity: 1, person: 1, product: 1, stage: 1, ownership: 1, attendance: 1, link: 1, reference: 1, skip: 1,
} satisfies Record<Target, 1>) as readonly Target[];
export type DateForm = NonNullable<ImportColumn['date_form']>;
export type DecimalSign = NonNullable<ImportColumn['decimal']>;

export const readImport = (id: string) => ok(api.GET('/api/v1/imports/{id}', { params: { path: { id } } }));

// Files go by XMLHttpRequest: it alone says how much has been sent.
export function upload(files: readonly File[], key: string, sent: (share: number) => void, stop: AbortSignal): Promise<Import> {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/imports');
    request.setRequestHeader('X-Baton-CSRF', '1');
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.upload.onprogress = (event) => event.lengthComputable && sent(event.loaded / event.total);
    request.onload = () => {
      let body: unknown;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        body = {};
      }
      if (request.status >= 200 && request.status < 300) done(body as Import);
      else failed(new ProblemError({ ...(body as Problem), status: request.status }));
    };
    request.onerror = () => failed(new ProblemError({ status: unreachable }));
    request.onabort = () => failed(new DOMException('', 'AbortError'));
    stop.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

// The steps. Owners are asked for only where the files name some.
export type Step = 'files' | 'columns' | 'owners' | 'preview' | 'run';

export function stepsOf(data: Pick<Import, 'owners'>): Step[] {
  return ['files', 'columns', ...(data.owners.length > 0 ? (['owners'] as const) : []), 'preview', 'run'];
}
export function hasRun(data: Pick<Import, 'state'>): boolean {
  return data.state !== 'uploaded' && data.state !== 'mapped';
}
// Where somebody stands who comes without a step in the address, or with one that is not there yet or any more.
export function stepOf(data: Pick<Import, 'state' | 'owners'>, wanted: string): Step {
  if (hasRun(data)) return 'run';
  const steps = stepsOf(data).filter((step) => step !== 'run');
  return steps.find((step) => step === wanted) ?? 'files';
}

export function taken(data: Pick<Import, 'files'>): ImportFile[] {
  return data.files.filter((file) => file.target !== 'skip');
}

// Required fields that no column gives. An account's name also comes as the first word of other keys: only what the
// server calls required counts.
export function missingFields(file: ImportFile, fields: readonly FieldInfo[]): FieldInfo[] {
  const given = new Set(file.columns.map((column) => column.field));
  return fields.filter((field) => field.target === file.target && field.required && !given.has(field.field));
}

// "One owner and nobody by that name: is it you?"
export function soleUnknown(owners: readonly ImportOwner[]): ImportOwner | null {
  const named = owners.filter((owner) => owner.key !== '');
  const unknown = named.filter((owner) => owner.proposal !== 'match');
  return unknown.length === 1 && named.length === 1 ? unknown[0]! : (owners.find((owner) => owner.note_key === 'import.owner.only_one') ?? null);
}

export function totals(counts: readonly Counts[]): Omit<Counts, 'target'> {
  const sum = { created: 0, changed: 0, unchanged: 0, rejected: 0, kept: 0 };
  for (const one of counts) for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += one[key];
  return sum;
}

export function jobIsOver(job: Pick<Job, 'state'> | undefined): boolean {
  return job !== undefined && job.state !== 'waiting' && job.state !== 'running';
}
