import type { Core } from '@strapi/types';
import { ACTIONS } from './permissions';
import { getServices } from './services';

export default async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await strapi.service('admin::permission').actionProvider.registerMany(ACTIONS);
  await getServices().recovery.start();
}
