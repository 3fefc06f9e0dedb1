import { auth } from '@strapi/helper-plugin';

export const useUserName = () => auth.get('userInfo')?.email ?? '';
