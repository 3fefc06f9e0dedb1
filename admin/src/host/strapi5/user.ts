import { useAuth } from '@strapi/strapi/admin';

export const useUserName = () => useAuth('lifeboat', (auth) => auth.user?.email ?? '');
