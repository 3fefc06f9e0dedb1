import type { Core } from '@strapi/types';
import type { SiteFiles } from '../../../shared/contract';
import { createModels } from '../database/model';
import { siteFiles } from './report/site-files';

/** How many files the media library has, smaller versions counted, and their bytes as its rows tell them. */
export async function countSiteFiles(strapi: Core.Strapi): Promise<SiteFiles> {
  const totals = { count: 0, bytes: 0 };
  for await (const { bytes } of siteFiles(strapi, createModels(strapi))) {
    totals.count += 1;
    totals.bytes += bytes;
  }
  return totals;
}
