import { getFetchClient, useAuth } from '@strapi/strapi/admin';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { backendURL } from '../backendURL';
import { httpClient } from '../httpClient';
import type { Backend, HttpClient } from '../types';

// The host's build puts its own value in place of this expression.
declare const process: { env: { STRAPI_ADMIN_AUTH_COOKIE_NAME?: string } };

/** The host's own client renews an expired token by itself. */
export function useHttp(): HttpClient {
  return useMemo(() => httpClient(getFetchClient()), []);
}

export function useBackend(): Backend {
  const session = useAuth('lifeboat', (auth) => auth.token);
  const latest = useRef(session);
  useLayoutEffect(() => {
    latest.current = session;
  }, [session]);

  return useMemo(
    () => ({
      url: backendURL(),
      getToken: async () => {
        // What the host's client does not send itself it can't send again, so it renews the token before, not after.
        await getFetchClient().get('/admin/users/me');
        return storedToken() ?? latest.current;
      },
    }),
    [],
  );
}

/** Where the host's client keeps its token, in the order in which it looks. */
function storedToken(): string | null {
  const kept = localStorage.getItem('jwtToken') ?? sessionStorage.getItem('jwtToken');
  return kept
    ? (JSON.parse(kept) as string)
    : cookie(process.env.STRAPI_ADMIN_AUTH_COOKIE_NAME || 'jwtToken');
}

function cookie(name: string): string | null {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
}
