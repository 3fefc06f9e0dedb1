import type { TestProject } from 'vitest/node';
import { type Site, createSite, seed } from './site';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of a site with the magazine in it. */
    magazine: string;
    /** Folder of a site that has an admin and nothing else. */
    empty: string;
  }
}

/** Seeds the two sites that every test file starts from copies of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sites: Site[] = [await createSite(), await createSite()];
  await seed(sites[0]!);
  await seed(sites[1]!, '--admin-only');
  project.provide('magazine', sites[0]!.dir);
  project.provide('empty', sites[1]!.dir);
  return async () => {
    for (const site of sites) await site.remove();
  };
}
