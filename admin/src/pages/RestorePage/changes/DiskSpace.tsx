import type { DiskNeeds, SpaceNeed } from '../../../../../shared/contract';
import { Facts } from '../../../components/Facts';
import { useFormat } from '../../../format/useFormat';
import { useTranslate } from '../../../translations/useTranslate';

/** What a restore takes on the server's disks, and what is free there. */
export function DiskSpace({ disk }: { disk: DiskNeeds }) {
  const t = useTranslate();
  const format = useFormat();
  const say = ({ needed, free }: SpaceNeed) =>
    free === null
      ? t('changes.disk.freeUnknown', { needed: format.bytes(needed) })
      : t('changes.disk.value', { needed: format.bytes(needed), free: format.bytes(free) });

  return (
    <Facts
      facts={[
        [t('changes.disk.database'), say(disk.database)],
        [t('changes.disk.safetyCopy'), say(disk.safetyCopy)],
      ]}
    />
  );
}
