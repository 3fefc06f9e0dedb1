import { useCallback, useEffect } from 'react';
import { useMutation, useQuery, useQueryClient } from 'react-query';
import type { JobList, ListedJob } from '../../../shared/contract';
import type { HttpClient } from '../host';
import { useBackend, useHttp } from '../host';
import type { Failure } from './failure';
import { NO_ANSWER, toFailure } from './failure';
import type { JobView } from './jobView';
import { isFollowed, viewJob } from './jobView';
import type { ActiveJob } from './shared';
import { useActiveJob } from './shared';
import { cancelJob, fetchJob } from './ticket';

const OWN_JOB_MS = 500;
const OTHERS_JOB_MS = 2000;
const STATUS_MS = 5000;

const fetchJobs = (http: HttpClient) => http.get<JobList>('/lifeboat/jobs');

const jobsKey = (active: ActiveJob | null) => ['jobs', active?.id];

/** How things stand, in short: asked for by every page that opens, and anew while a job runs and when one has ended. */
export function useJobs() {
  const http = useHttp();
  const [active] = useActiveJob();
  return useQuery(jobsKey(active), () => fetchJobs(http), {
    keepPreviousData: true,
    refetchOnMount: 'always',
    refetchInterval: (list) => Boolean(list?.running) && STATUS_MS,
  });
}

/** The last good export as the page has been told of it; asks for nothing itself. */
export function useLastExport(): ListedJob | null {
  const http = useHttp();
  const [active] = useActiveJob();
  const { data } = useQuery(jobsKey(active), () => fetchJobs(http), { enabled: false });
  return data?.lastExport ?? null;
}

/** What is told of all jobs is told anew as soon as one is over. */
export function useRefetchWhen(isOver: boolean) {
  const client = useQueryClient();
  useEffect(() => {
    if (isOver) void client.invalidateQueries(['jobs']);
  }, [isOver, client]);
}

/** When another job, of another tab or person, is in the way, the page shows that one. */
export function useRefetchWhenBusy() {
  const client = useQueryClient();
  return useCallback(
    (error: unknown) => {
      if (toFailure(error).code === 'jobRunning') void client.invalidateQueries(['jobs']);
    },
    [client],
  );
}

/** Follows a job until it ends: one's own by its ticket, somebody else's through the list. */
export function useJobView(job: ActiveJob): JobView {
  const own = useOwnJob(job);
  const others = useOthersJob(job);
  return job.ticket ? own : others;
}

function useOwnJob({ id, ticket = '' }: ActiveJob): JobView {
  const { url } = useBackend();
  const { data, error } = useQuery(['job', id], () => fetchJob(url, { id, ticket }), {
    enabled: ticket !== '',
    refetchIntervalInBackground: true,
    refetchInterval: (snapshot, query) =>
      isFollowed(viewJob(snapshot ?? null, failureOf(query.state.error))) && OWN_JOB_MS,
  });
  return viewJob(data ?? null, failureOf(error));
}

function useOthersJob({ id, ticket }: ActiveJob): JobView {
  const http = useHttp();
  const { data, error } = useQuery(
    ['others-job', id],
    async () => find(await fetchJobs(http), id),
    {
      enabled: !ticket,
      refetchInterval: (found, query) =>
        isFollowed(viewFound(found, failureOf(query.state.error))) && OTHERS_JOB_MS,
    },
  );
  return viewFound(data, failureOf(error));
}

/** `null`: the list came and does not have it, so it is gone. */
function find({ running, recent }: JobList, id: string): ListedJob | null {
  return [running, ...recent].find((job) => job?.id === id) ?? null;
}

function viewFound(found: ListedJob | null | undefined, failure: Failure | null): JobView {
  if (found !== null) return viewJob(found ?? null, failure);
  return { phase: 'lost', failure: { ...NO_ANSWER, status: 404, code: 'jobNotFound' } };
}

const failureOf = (error: unknown): Failure | null => (error ? toFailure(error) : null);

export function useCancelJob() {
  const { url } = useBackend();
  return useMutation(({ id, ticket = '' }: ActiveJob) => cancelJob(url, { id, ticket }));
}
