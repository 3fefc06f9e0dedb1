import type { Site } from './site';

/** Of the seeded end users (playground/scripts/seed.js). */
export const USER_PASSWORD = 'Reader-demo-1';

export interface Session {
  jwt: string;
  /** Only where the site's `jwtManagement` is `refresh`. */
  refreshToken?: string;
}

interface Reply {
  status: number;
  body: Record<string, unknown>;
}

async function post(site: Site, path: string, body: object): Promise<Reply> {
  const response = await fetch(`${site.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Reply['body'] };
}

function mustBeSession({ status, body }: Reply): Session {
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as unknown as Session;
}

export const loginUser = async (site: Site, identifier: string): Promise<Session> =>
  mustBeSession(await post(site, 'local', { identifier, password: USER_PASSWORD }));

export const registerUser = async (site: Site, name: string): Promise<Session> =>
  mustBeSession(
    await post(site, 'local/register', {
      username: name,
      email: `${name}@lifeboat.test`,
      password: USER_PASSWORD,
    }),
  );

export const refreshUser = ({ refreshToken }: Session, site: Site): Promise<Reply> =>
  post(site, 'refresh', { refreshToken });

/** Whom a token lets in; the status of the answer when it lets nobody in. */
export async function whoIs({ jwt }: Session, site: Site): Promise<string | number> {
  const response = await fetch(`${site.url}/api/users/me`, {
    headers: { Authorization: `Bearer ${jwt}` },
  });
  const { username } = (await response.json()) as { username: string };
  return response.status === 200 ? username : response.status;
}
