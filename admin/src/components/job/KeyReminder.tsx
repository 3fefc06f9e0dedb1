import type { SheetOf } from '../recovery/useSheet';
import { SheetButtons } from '../recovery/SheetButtons';
import { Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { CopyButton, KeyField } from '../KeyField';
import { Notice } from '../Notice';

/** The last chance to keep the key of an export: nothing else has it. */
export function KeyReminder(props: SheetOf) {
  const t = useTranslate();
  const { archiveKey } = props;

  return (
    <Notice kind="info" title={t('key.reminder.title')}>
      <Typography textColor="neutral800">{t('key.reminder.text')}</Typography>
      <KeyField
        name="key-reminder"
        label={t('export.key.label')}
        value={archiveKey}
        actions={<CopyButton text={archiveKey} />}
      />
      <Flex gap={2} wrap="wrap">
        <SheetButtons {...props} />
      </Flex>
    </Notice>
  );
}
