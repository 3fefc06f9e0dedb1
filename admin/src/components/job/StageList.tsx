import type { StageProgress } from '../../../../shared/contract';
import { Flex } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { StageRow } from './StageRow';

export function StageList({ stages }: { stages: StageProgress[] }) {
  const t = useTranslate();

  return (
    <Flex tag="ol" aria-label={t('stage.list')} direction="column" alignItems="stretch" gap={2}>
      {stages.map((stage) => (
        <StageRow key={stage.name} stage={stage} />
      ))}
    </Flex>
  );
}
