// The own self-assessment, for a manager: what createQuery is given.
import { api, ok } from '../api/client';
import { assessmentTables } from './words';

export const ownAssessment = () => ({
  queryKey: ['assessment'],
  queryFn: () => ok(api.GET('/api/v1/self-assessment')),
  meta: { tables: assessmentTables },
});
