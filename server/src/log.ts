import { inspect } from 'node:util';
import type { Core } from '@strapi/types';
import type { LifeboatError } from './errors';

/** What a person is told ends with "the log says why"; this is where it says so, with the cause's own words. */
export function logFailure(strapi: Core.Strapi, error: LifeboatError): void {
  const cause = error.cause === undefined ? '' : `\n${inspect(error.cause)}`;
  strapi.log.error(`[lifeboat] ${error.message}${cause}`);
}
