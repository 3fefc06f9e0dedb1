import { adminApi } from '@strapi/strapi/admin';
import { keptApp } from './app';

/** The admin keeps what it has shown (`@strapi/admin` services/api); its pages ask for it anew then. */
export function forgetContent(): void {
  keptApp()?.store?.dispatch(adminApi.util.resetApiState());
}
