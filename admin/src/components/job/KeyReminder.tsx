import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { CopyButton, KeyField } from '../KeyField';
import { Notice } from '../Notice';

/** The last chance to copy the key of an export: nothing else has kept it. */
export function KeyReminder({ archiveKey }: { archiveKey: string }) {
  const t = useTranslate();

  return (
    <Notice kind="info" title={t('key.reminder.title')}>
      <Typography textColor="neutral800">{t('key.reminder.text')}</Typography>
      <KeyField
        name="key-reminder"
        label={t('export.key.label')}
        value={archiveKey}
        actions={<CopyButton text={archiveKey} />}
      />
    </Notice>
  );
}
