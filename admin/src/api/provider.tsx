import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { QueryClient, QueryClientProvider } from 'react-query';
import { useUserName } from '../host';

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
 * Nothing is fetched again behind people's backs: a signed-in request during a restore may hang, and
 * what polls says so itself.
 */
function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false },
      mutations: { retry: false },
    },
  });
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const user = useUserName();
  const client = useMemo(() => clientOf(user), [user]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
