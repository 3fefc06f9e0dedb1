import type { ArchiveSummary, Preset } from '../../../../shared/contract';
import { PRESETS } from '../../../../shared/contract';

/** What an archive has nothing of. To restore such a part is to delete it from the site. */
export function emptyParts({ entities, assets, configuration }: ArchiveSummary): Preset[] {
  const rows = Object.values(entities).reduce((sum, count) => sum + count, 0);
  const sizes: Record<Preset, number> = {
    content: rows,
    files: assets.count,
    config: configuration,
  };
  return PRESETS.filter((preset) => sizes[preset] === 0);
}
