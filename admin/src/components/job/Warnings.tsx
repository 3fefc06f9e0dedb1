import type { JobWarning } from '../../../../shared/contract';
import { Box, Typography } from '../../host';
import {
  type Translate,
  type TranslationValues,
  useTranslate,
} from '../../translations/useTranslate';
import { Notice } from '../Notice';

export function Warnings({ warnings }: { warnings: JobWarning[] }) {
  const t = useTranslate();
  if (warnings.length === 0) return null;

  return (
    <Notice kind="warning" title={t('job.warnings.title', { count: warnings.length })}>
      <Box tag="ul" paddingLeft={4} maxHeight="240px" overflow="auto" tabIndex={0}>
        {warnings.map((warning, index) => (
          <Typography key={index} tag="li" textColor="neutral800" style={{ listStyle: 'disc' }}>
            <bdi>{textOf(warning, t)}</bdi>
          </Typography>
        ))}
      </Box>
    </Notice>
  );
}

function textOf({ code, message, details, inSafetyCopy }: JobWarning, t: Translate): string {
  // What Strapi's own engine says comes in its own words.
  const text = code === 'engine' ? message : t(`job.warning.${code}`, details as TranslationValues);
  return inSafetyCopy ? t('job.warning.inSafetyCopy', { warning: text }) : text;
}
