import type { ExportForm } from './form';

/** The file name as far as it is known before the export: as it was chosen, where the server keeps it so. */
export function plannedName({ filename, compress, encrypt }: ExportForm): string | undefined {
  const base = filename.trim().replace(/(\.tar)?(\.gz)?(\.enc)?$/, '');
  if (!/^\w[\w.-]{0,118}\w$/.test(base)) return undefined;
  return `${base}.tar${compress ? '.gz' : ''}${encrypt ? '.enc' : ''}`;
}
