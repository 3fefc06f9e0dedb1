import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Failure } from '../../../api/failure';
import { NO_ANSWER } from '../../../api/failure';
import type { KeyProblem } from '../../../api/upload/uploads';
import { ErrorBanner } from '../../../components/ErrorBanner';
import { KeyField } from '../../../components/KeyField';
import { Stack } from '../../../components/Stack';
import { Button } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';

interface KeyFormProps {
  problem: KeyProblem;
  /** Why a key could not be handed over. */
  failure: Failure | null;
  onKey: (key: string) => void;
}

/** Asks for the key anew while the file goes on being sent. */
export function KeyForm({ problem, failure, onKey }: KeyFormProps) {
  const t = useTranslate();
  const [key, setKey] = useState('');
  const [isMissing, setMissing] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(key === '');
    if (key !== '') onKey(key);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorBanner
          failure={failure ?? { ...NO_ANSWER, code: problem }}
          title={t('upload.key.title')}
        />
        <KeyField
          name="restore-key"
          label={t('restore.key.label')}
          hint={t('upload.key.hint')}
          error={isMissing ? t('restore.key.missing') : undefined}
          required
          value={key}
          onChange={(value) => {
            setKey(value);
            setMissing(false);
          }}
          actions={
            <Button type="submit" size="L">
              {t('upload.key.submit')}
            </Button>
          }
        />
      </Stack>
    </form>
  );
}
