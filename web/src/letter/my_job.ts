// "My job now": what a manager stops doing, what the team may decide alone, and when the manager is there for them.
import { act } from '../action/act';
import { api, ifMatch, ok, type Schema } from '../api/client';
import { invalidateTables } from '../api/query';
import { firstName } from '../handoff/words';
import { t } from '../messages';

export type MyJob = Schema<'MyJob'>;
export type MyJobWords = Schema<'MyJobWords'>;

export const myJobTables = ['my_job', 'letter_template', 'person'];
const changed = ['my_job', 'mail', 'handoff'];

export const readMyJobs = () => ok(api.GET('/api/v1/my-jobs'));
export const readMyJob = (id: string) => ok(api.GET('/api/v1/people/{id}/my-job', { params: { path: { id } } }));

export function may(job: MyJob, deed: MyJob['may'][number]): boolean {
  return job.may.includes(deed);
}

export function writeMyJob(job: MyJob, words: MyJobWords): Promise<MyJob> {
  const params = { path: { id: job.manager.id }, header: ifMatch(job.written?.version ?? 0) };
  const said = job.above ? t('ui.my_job.sent', { name: firstName(job.above) }) : t('ui.my_job.saved');
  return act(() => api.PATCH('/api/v1/people/{id}/my-job', { params, body: words }), said, changed);
}
export function agreeMyJob(job: MyJob): Promise<MyJob> {
  const params = { path: { id: job.manager.id }, header: ifMatch(job.written?.version ?? 0) };
  return act(() => api.POST('/api/v1/people/{id}/my-job/agree', { params }), t('ui.my_job.agreed_toast', { name: firstName(job.manager) }), changed);
}
export function announceMyJob(job: MyJob): Promise<MyJob> {
  const params = { path: { id: job.manager.id }, header: ifMatch(job.written?.version ?? 0) };
  return act(() => api.POST('/api/v1/people/{id}/my-job/announce', { params }), t('ui.my_job.announced_toast'), changed);
}
export async function readIt(job: MyJob): Promise<void> {
  await ok(api.POST('/api/v1/people/{id}/my-job/read', { params: { path: { id: job.manager.id } } }));
  await invalidateTables(['my_job']);
}

// What the card of the own job is about; nothing when it is announced and nothing new is written.
export function stateOf(job: MyJob): 'none' | 'waiting' | 'mine_to_agree' | 'agreed' | 'announced' {
  if (!job.written) return job.announced ? 'announced' : 'none';
  if (job.written.agreed_at) return 'agreed';
  return may(job, 'agree') ? 'mine_to_agree' : 'waiting';
}
