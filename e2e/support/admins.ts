import { ADMIN, type Answer, type Site } from './site';

export interface Credentials {
  email: string;
  password: string;
}

/** Creates an admin whose one role has just these permissions. @throws when any step is refused */
export async function createAdmin(
  site: Site,
  name: string,
  actions: string[],
): Promise<Credentials> {
  const role = await site.api<{ id: number }>('POST', '/admin/roles', { name, description: name });
  const { id } = role.body.data;
  const permissions = actions.map((action) => ({ action, subject: null, conditions: [] }));
  mustBeOk(await site.api('PUT', `/admin/roles/${id}/permissions`, { permissions }));

  const email = `${name}@lifeboat.test`;
  const { password } = ADMIN;
  const user = await site.api<{ registrationToken: string }>('POST', '/admin/users', {
    email,
    firstname: name,
    roles: [id],
  });
  const { registrationToken } = user.body.data;
  const userInfo = { firstname: name, password };
  mustBeOk(await site.api('POST', '/admin/register', { registrationToken, userInfo }));
  return { email, password };
}

function mustBeOk({ status, body }: Answer): void {
  if (status !== 200) throw new Error(JSON.stringify(body.error));
}
