import type { ContentTypeInfo } from '../../../../shared/contract';
import { Notice } from '../../components/Notice';
import { useTypeNames } from '../../components/selection/useTypeNames';
import { Button, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';

interface EmptiedProps {
  types: ContentTypeInfo[];
  onKeep: () => void;
}

/** Warns of content that only this site has, above all when the archive holds but some types. */
export function Emptied({ types, onKeep }: EmptiedProps) {
  const t = useTranslate();
  const names = useTypeNames();
  if (types.length === 0) return null;

  return (
    <Notice kind="warning">
      <Typography textColor="neutral800">{t('types.emptied', { types: names(types) })}</Typography>
      <Flex>
        <Button variant="tertiary" onClick={onKeep}>
          {t('types.emptied.keep')}
        </Button>
      </Flex>
    </Notice>
  );
}
