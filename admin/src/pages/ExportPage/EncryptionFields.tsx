import { Stack } from '../../components/Stack';
import { CopyButton, KeyField, KeyStrength } from '../../components/KeyField';
import { endingOf, generateKey, isGenerated } from '../../key';
import { OptionCheckbox } from '../../components/OptionCheckbox';
import { Panel } from '../../components/Panel';
import { SheetButtons } from '../../components/recovery/SheetButtons';
import { useExportKey } from '../../api/shared';
import { Button, Flex, Key, TextField, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import type { FieldsProps } from './fields';
import { plannedName } from './plannedName';

export function EncryptionFields({ form, errors, onChange }: FieldsProps) {
  const t = useTranslate();
  const { encrypt, key } = form;
  const kept = useExportKey()[0] === key;
  const ending = endingOf(key);

  return (
    <Panel title={t('export.encrypt.title')}>
      <OptionCheckbox
        name="encrypt"
        label={t('export.encrypt.label')}
        hint={t(encrypt ? 'export.encrypt.onHint' : 'export.encrypt.offHint')}
        warning={!encrypt}
        checked={encrypt}
        onChange={(on) => onChange({ encrypt: on })}
      />
      {encrypt && (
        <>
          <Stack gap={3}>
            <KeyField
              name="export-key"
              label={t('export.key.label')}
              hint={t('export.key.hint')}
              error={errors.key && t(errors.key)}
              required
              shownAtFirst
              value={key}
              onChange={(value) => onChange({ key: value, confirmation: '' })}
              actions={<CopyButton text={key} disabled={key === ''} />}
            />
            {kept && <Typography textColor="neutral600">{t('key.kept')}</Typography>}
            <KeyStrength archiveKey={isGenerated(key) ? '' : key} />
            <Flex gap={2} wrap="wrap">
              <SheetButtons
                archiveKey={key}
                filename={plannedName(form)}
                disabled={key.trim() === ''}
              />
              <Button
                variant="tertiary"
                size="L"
                startIcon={<Key />}
                onClick={() => onChange({ key: generateKey(), confirmation: '' })}
              >
                {t('key.generate')}
              </Button>
            </Flex>
          </Stack>
          {key.trim() !== '' && (
            <TextField
              name="key-confirmation"
              dir="ltr"
              label={t('export.confirm.characters', { count: [...ending.text].length })}
              hint={t('export.confirm.hint')}
              error={errors.confirmation && t(errors.confirmation)}
              required
              maxWidth="240px"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={form.confirmation}
              onChange={(confirmation) => onChange({ confirmation })}
            />
          )}
        </>
      )}
    </Panel>
  );
}
