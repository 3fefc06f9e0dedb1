import { CopyButton, generateKey, KeyField } from '../../components/KeyField';
import { OptionCheckbox } from '../../components/OptionCheckbox';
import { Panel } from '../../components/Panel';
import { Button, Key } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import type { FieldsProps } from './fields';

export function EncryptionFields({ form, errors, onChange }: FieldsProps) {
  const t = useTranslate();
  const { encrypt, key } = form;

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
        <KeyField
          name="export-key"
          label={t('export.key.label')}
          hint={t('export.key.hint')}
          error={errors.key && t(errors.key)}
          required
          shownAtFirst
          value={key}
          onChange={(value) => onChange({ key: value })}
          actions={
            <>
              <Button
                variant="secondary"
                size="L"
                startIcon={<Key />}
                onClick={() => onChange({ key: generateKey() })}
              >
                {t('key.generate')}
              </Button>
              <CopyButton text={key} disabled={key === ''} />
            </>
          }
        />
      )}
    </Panel>
  );
}
