import type { HttpClient } from './types';

/** What both hosts' clients have in common: an answer's body is its `data`. */
interface HostClient {
  get<T>(path: string): Promise<{ data: T }>;
  post<T>(path: string, body: unknown): Promise<{ data: T }>;
  put<T>(path: string, body: unknown): Promise<{ data: T }>;
  del(path: string): Promise<unknown>;
}

/** Takes Strapi's envelope off: `{ data }` in the body of every answer. */
export function httpClient(client: HostClient): HttpClient {
  return {
    get: async <T>(path: string) => (await client.get<{ data: T }>(path)).data.data,
    post: async <T>(path: string, body: unknown) =>
      (await client.post<{ data: T }>(path, body)).data.data,
    put: async <T>(path: string, body: unknown) =>
      (await client.put<{ data: T }>(path, body)).data.data,
    del: async (path: string) => {
      await client.del(path);
    },
  };
}
