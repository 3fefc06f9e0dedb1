import type { SchemaDifference } from '../../../../shared/contract';
import { Box, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { readableName } from './contentTypes';
import { describeDifference, groupByType } from './differences';

const MOST = 50;

export function SchemaDifferences({ differences }: { differences: SchemaDifference[] }) {
  const t = useTranslate();
  const hidden = differences.length - MOST;

  return (
    <Box maxHeight="40rem" overflow="auto" tabIndex={0}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        {groupByType(differences.slice(0, MOST)).map(([uid, ofType]) => (
          <div key={uid}>
            <Typography tag="h3" fontWeight="semiBold" textColor="neutral800">
              {readableName(uid)}{' '}
              <Typography variant="pi" textColor="neutral600">
                {uid}
              </Typography>
            </Typography>
            <Box tag="ul" paddingLeft={5}>
              {ofType.map((difference, index) => {
                const { key, values } = describeDifference(difference);
                return (
                  <Typography
                    key={index}
                    tag="li"
                    textColor="neutral800"
                    style={{ listStyle: 'disc', overflowWrap: 'anywhere' }}
                  >
                    {t(key, values)}
                  </Typography>
                );
              })}
            </Box>
          </div>
        ))}
        {hidden > 0 && (
          <Typography textColor="neutral600">{t('difference.more', { count: hidden })}</Typography>
        )}
      </Flex>
    </Box>
  );
}
