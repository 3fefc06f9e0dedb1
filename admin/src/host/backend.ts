import { useAuth, useFetchClient } from '@strapi/strapi/admin';
import { useLayoutEffect, useMemo, useRef } from 'react';

declare global {
  interface Window {
    strapi: { backendURL: string };
  }
}

// The host's build puts its own value in place of this expression.
declare const process: { env: { STRAPI_ADMIN_AUTH_COOKIE_NAME?: string } };

/** Signed-in requests by the host's own client, which renews an expired token by itself. */
export interface HttpClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  del(path: string): Promise<void>;
}

export function useHttp(): HttpClient {
  const client = useFetchClient();
  return useMemo(
    () => ({
      get: async <T>(path: string) => (await client.get<{ data: T }>(path)).data.data,
      post: async <T>(path: string, body: unknown) =>
        (await client.post<{ data: T }>(path, body)).data.data,
      del: async (path: string) => {
        await client.del(path);
      },
    }),
    [client],
  );
}

export const backendURL = () => window.strapi.backendURL.replace(/\/+$/, '');

export interface Backend {
  /** Where the API is: another origin or path than the admin's own, if so configured. */
  url: string;
  /** A token good for the request that comes next. */
  getToken(): Promise<string | null>;
}

export function useBackend(): Backend {
  const client = useFetchClient();
  const session = useAuth('lifeboat', (auth) => auth.token);
  const latest = useRef(session);
  useLayoutEffect(() => {
    latest.current = session;
  }, [session]);

  return useMemo(
    () => ({
      url: backendURL(),
      getToken: async () => {
        // An upload cannot be sent twice, so the host's client renews the token before it, not after.
        await client.get('/admin/users/me');
        return storedToken() ?? latest.current;
      },
    }),
    [client],
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
