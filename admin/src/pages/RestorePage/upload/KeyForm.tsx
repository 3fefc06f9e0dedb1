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
  /** What is typed; kept by whoever shows this, which is taken away while a key is tried. */
  typed: string;
  onType: (key: string) => void;
  onKey: (key: string) => void;
}

/** Asks for the key anew while the file goes on being sent. */
export function KeyForm({ problem, failure, typed, onType, onKey }: KeyFormProps) {
  const t = useTranslate();
  const [isMissing, setMissing] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(typed === '');
    if (typed !== '') onKey(typed);
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
          value={typed}
          onChange={(value) => {
            onType(value);
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
