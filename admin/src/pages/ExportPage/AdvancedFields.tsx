import { DEFAULT_MAX_SIZE_JSONL } from '../../../../shared/contract';
import { Folded } from '../../components/Folded';
import { OptionCheckbox } from '../../components/OptionCheckbox';
import { Stack } from '../../components/Stack';
import { Box, Field, NumberInput, TextInput } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import type { FieldsProps } from './fields';

export function AdvancedFields({ form, errors, onChange }: FieldsProps) {
  const t = useTranslate();
  const maxSizeError = errors.maxSizeJsonl && t(errors.maxSizeJsonl);

  return (
    <Folded title={t('export.advanced')} open={maxSizeError !== undefined}>
      <Stack gap={6}>
        <OptionCheckbox
          name="compress"
          label={t('export.compress.label')}
          hint={t('export.compress.hint')}
          checked={form.compress}
          onChange={(compress) => onChange({ compress })}
        />
        <Field.Root
          name="maxSizeJsonl"
          id="maxSizeJsonl"
          hint={t('export.maxSize.hint', { default: DEFAULT_MAX_SIZE_JSONL })}
          error={maxSizeError}
        >
          <Field.Label>{t('export.maxSize.label')}</Field.Label>
          <Box maxWidth="24rem">
            <NumberInput
              value={form.maxSizeJsonl}
              onValueChange={(maxSizeJsonl) => onChange({ maxSizeJsonl })}
              step={1}
            />
          </Box>
          <Field.Error />
          <Field.Hint />
        </Field.Root>
        <Field.Root name="filename" id="filename" hint={t('export.filename.hint')}>
          <Field.Label>{t('export.filename.label')}</Field.Label>
          <Box maxWidth="48rem">
            <TextInput
              value={form.filename}
              onChange={(event) => onChange({ filename: event.target.value })}
            />
          </Box>
          <Field.Hint />
        </Field.Root>
      </Stack>
    </Folded>
  );
}
