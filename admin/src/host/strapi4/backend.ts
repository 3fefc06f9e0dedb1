import { auth, useFetchClient } from '@strapi/helper-plugin';
import { useMemo } from 'react';
import { backendURL } from '../backendURL';
import { httpClient } from '../httpClient';
import type { Backend, HttpClient } from '../types';

export function useHttp(): HttpClient {
  const client = useFetchClient();
  return useMemo(() => httpClient(client), [client]);
}

export function useBackend(): Backend {
  return useMemo(
    () => ({
      url: backendURL(),
      // Good for weeks, and renewed whenever the admin is loaded.
      getToken: () => Promise.resolve(auth.get('jwtToken')),
    }),
    [],
  );
}
