import type { FormEvent } from 'react';
import { useState } from 'react';
import { useContentTypes } from '../../api/contentTypes';
import { useStartExport } from '../../api/exports';
import { toFailure } from '../../api/failure';
import { useExportKey } from '../../api/shared';
import { generateKey } from '../../key';
import { ErrorBanner } from '../../components/ErrorBanner';
import { Stack } from '../../components/Stack';
import { useFocusOnError } from '../../components/useFocusOnError';
import { Button, Download, Flex } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { AdvancedFields } from './AdvancedFields';
import { EncryptionFields } from './EncryptionFields';
import type { ExportForm as Form, FormErrors } from './form';
import { NEW_FORM, toOptions, validate } from './form';
import { PresetFields } from './PresetFields';

export function ExportForm() {
  const t = useTranslate();
  const [keptKey] = useExportKey();
  const [form, setForm] = useState<Form>(() => ({ ...NEW_FORM, key: keptKey ?? generateKey() }));
  const [errors, setErrors] = useState<FormErrors>({});
  const formElement = useFocusOnError(errors);
  const start = useStartExport();
  const types = useContentTypes();
  const offered = types.data ?? [];

  const change = (changes: Partial<Form>) => {
    setForm({ ...form, ...changes });
    setErrors({});
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = validate(form, offered);
    setErrors(found);
    if (Object.keys(found).length === 0) start.mutate(toOptions(form, offered));
  };

  return (
    <form ref={formElement} onSubmit={submit} noValidate>
      <Stack gap={6}>
        <PresetFields selection={form} offered={offered} onChange={change} />
        <EncryptionFields form={form} errors={errors} onChange={change} />
        <AdvancedFields
          form={form}
          errors={errors}
          list={types}
          offered={offered}
          onChange={change}
        />
        {start.isError && (
          <ErrorBanner failure={toFailure(start.error)} title={t('export.startFailed')} />
        )}
        <Flex>
          <Button type="submit" size="L" startIcon={<Download />} loading={start.isLoading}>
            {t('export.submit')}
          </Button>
        </Flex>
      </Stack>
    </form>
  );
}
