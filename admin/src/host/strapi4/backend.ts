import { auth, getFetchClient } from '@strapi/helper-plugin';
import { useMemo } from 'react';
import { backendURL } from '../backendURL';
import { httpClient } from '../httpClient';
import type { Backend, HttpClient } from '../types';

export function useHttp(): HttpClient {
  return useMemo(() => httpClient(getFetchClient()), []);
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
