import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Failure } from '../../api/failure';
import { ErrorBanner } from '../../components/ErrorBanner';
import { FieldError } from '../../components/FieldError';
import { KeyField } from '../../components/KeyField';
import { Panel } from '../../components/Panel';
import { useFocusOnError } from '../../components/useFocusOnError';
import { Button, CloudUpload, Flex } from '../../host';
import type { TranslationKey } from '../../translations/keys';
import { useTranslate } from '../../translations/useTranslate';
import { looksEncrypted } from './archiveName';
import { DropZone } from './DropZone';

export interface Choice {
  file: File | null;
  key: string;
}

export const NO_CHOICE: Choice = { file: null, key: '' };

interface ChooseStepProps {
  choice: Choice;
  /** Why the last upload did not succeed. */
  failure: Failure | null;
  onChange: (choice: Choice) => void;
  onSubmit: (file: File, key: string) => void;
}

interface Errors {
  file?: TranslationKey;
  key?: TranslationKey;
}

export function ChooseStep({ choice, failure, onChange, onSubmit }: ChooseStepProps) {
  const t = useTranslate();
  const [errors, setErrors] = useState<Errors>({});
  const form = useFocusOnError(errors);
  const { file, key } = choice;
  const needsKey = file !== null && looksEncrypted(file.name);

  const keyError = errors.key ?? (failure?.code === 'keyWrong' ? 'restore.key.wrong' : undefined);

  const change = (changes: Partial<Choice>) => {
    onChange({ ...choice, ...changes });
    setErrors({});
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file) setErrors({ file: 'restore.choose.missing' });
    else if (needsKey && key === '') setErrors({ key: 'restore.key.missing' });
    else onSubmit(file, key);
  };

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Panel title={t('restore.choose.title')} hint={t('restore.choose.safe')}>
        {failure && <ErrorBanner failure={failure} title={t('restore.choose.failed')} />}
        <Flex direction="column" alignItems="stretch" gap={2}>
          <DropZone
            file={file}
            onChoose={(chosen) => change({ file: chosen })}
            onRefuse={(reason) => setErrors({ file: reason })}
          />
          {errors.file && <FieldError>{t(errors.file)}</FieldError>}
        </Flex>
        <KeyField
          name="restore-key"
          label={t('restore.key.label')}
          hint={t(needsKey ? 'restore.key.needed' : 'restore.key.hint')}
          error={keyError && t(keyError)}
          required={needsKey}
          value={key}
          onChange={(value) => change({ key: value })}
        />
        <Flex>
          <Button type="submit" size="L" startIcon={<CloudUpload />}>
            {t('restore.choose.submit')}
          </Button>
        </Flex>
      </Panel>
    </form>
  );
}
