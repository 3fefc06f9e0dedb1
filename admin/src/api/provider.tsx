import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { QueryClient, QueryClientProvider } from 'react-query';
import { useUserName } from '../host';
import { isRestoring, toFailure } from './failure';

const RESTORING_MS = 2000;

let latest: { user: string; client: QueryClient } | null = null;

/**
 * What the pages know outlives them, but not the person: whoever signs in next in the same tab must not
 * find somebody else's key or ticket.
 */
function clientOf(user: string): QueryClient {
  if (latest?.user !== user) latest = { user, client: createClient() };
  return latest.client;
}

/**
 * Nothing is fetched again behind people's backs, and what polls says so itself. Only what a restore has
 * refused is asked for until it is over: meanwhile what was known before stays.
 */
function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (_, error) => isRestoring(toFailure(error)),
        retryDelay: RESTORING_MS,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { retry: false },
    },
  });
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const user = useUserName();
  const client = useMemo(() => clientOf(user), [user]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
