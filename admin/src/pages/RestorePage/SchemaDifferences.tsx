import type { SchemaDifference } from '../../../../shared/contract';
import { BulletList } from '../../components/BulletList';
import { Box, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { describeDifference, groupByType } from './differences';

const MOST = 50;

interface SchemaDifferencesProps {
  differences: SchemaDifference[];
  /** Display names by uid. */
  names: Record<string, string>;
  /** How many there are, when the list is cut. */
  total?: number;
}

export function SchemaDifferences({ differences, names, total }: SchemaDifferencesProps) {
  const t = useTranslate();
  const hidden = (total ?? differences.length) - Math.min(MOST, differences.length);

  return (
    <Box maxHeight="400px" overflow="auto" tabIndex={0}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        {groupByType(differences.slice(0, MOST)).map(([uid, ofType]) => (
          <div key={uid}>
            <Typography tag="h3" fontWeight="bold" textColor="neutral800">
              {names[uid] ?? uid}{' '}
              <Typography variant="pi" textColor="neutral600" dir="ltr">
                {uid}
              </Typography>
            </Typography>
            <BulletList
              items={ofType.map((difference) => {
                const { key, values, property } = describeDifference(difference);
                return t(key, property ? { ...values, property: t(property) } : values);
              })}
            />
          </div>
        ))}
        {hidden > 0 && (
          <Typography textColor="neutral600">{t('difference.more', { count: hidden })}</Typography>
        )}
      </Flex>
    </Box>
  );
}
