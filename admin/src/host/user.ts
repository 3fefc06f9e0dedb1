import { useAuth } from '@strapi/strapi/admin';

/** Tells one signed-in person from another; an admin has no two of the same address. */
export const useUserName = () => useAuth('lifeboat', (auth) => auth.user?.email ?? '');
