import type { UseQueryResult } from 'react-query';
import type { ContentTypeInfo } from '../../../../shared/contract';
import { DEFAULT_MAX_SIZE_JSONL } from '../../../../shared/contract';
import { Folded } from '../../components/Folded';
import { OptionCheckbox } from '../../components/OptionCheckbox';
import { SelectionFields } from '../../components/selection/SelectionFields';
import { Stack } from '../../components/Stack';
import { NumberField, TextField, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import type { FieldsProps } from './fields';

interface AdvancedFieldsProps extends FieldsProps {
  list: UseQueryResult<ContentTypeInfo[]>;
  offered: ContentTypeInfo[];
}

/** The details of what to save, and of the file. */
export function AdvancedFields({ form, errors, list, offered, onChange }: AdvancedFieldsProps) {
  const t = useTranslate();
  const maxSizeError = errors.maxSizeJsonl && t(errors.maxSizeJsonl);
  const hasError = maxSizeError ?? errors.included ?? errors.types;

  return (
    <Folded title={t('export.advanced')} open={hasError !== undefined}>
      <Stack gap={6}>
        <Stack>
          <Typography tag="h3" fontWeight="bold" textColor="neutral800">
            {t('export.details.title')}
          </Typography>
          <SelectionFields
            kind="export"
            selection={form}
            errors={errors}
            list={list}
            offered={offered}
            onChange={onChange}
          />
        </Stack>
        <Typography tag="h3" fontWeight="bold" textColor="neutral800">
          {t('export.file.title')}
        </Typography>
        <TextField
          name="filename"
          dir="ltr"
          label={t('export.filename.label')}
          hint={t('export.filename.hint')}
          maxWidth="480px"
          value={form.filename}
          onChange={(filename) => onChange({ filename })}
        />
        <OptionCheckbox
          name="compress"
          label={t('export.compress.label')}
          hint={t('export.compress.hint')}
          checked={form.compress}
          onChange={(compress) => onChange({ compress })}
        />
        <NumberField
          name="maxSizeJsonl"
          label={t('export.maxSize.label')}
          hint={t('export.maxSize.hint', { default: DEFAULT_MAX_SIZE_JSONL })}
          error={maxSizeError}
          maxWidth="240px"
          value={form.maxSizeJsonl}
          onChange={(maxSizeJsonl) => onChange({ maxSizeJsonl })}
        />
      </Stack>
    </Folded>
  );
}
