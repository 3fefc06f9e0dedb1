import type { FormEvent } from 'react';
import { useState } from 'react';
import type { ServerArchive, UploadStatus } from '../../../../../shared/contract';
import type { Failure } from '../../../api/failure';
import { ErrorBanner } from '../../../components/ErrorBanner';
import { FieldError } from '../../../components/FieldError';
import { KeyField } from '../../../components/KeyField';
import { Panel } from '../../../components/Panel';
import { Stack } from '../../../components/Stack';
import { useFocusOnError } from '../../../components/useFocusOnError';
import { Button, CloudUpload, Flex } from '../../../host';
import type { TranslationKey } from '../../../translations/keys';
import { useTranslate } from '../../../translations/useTranslate';
import { looksEncrypted } from './archiveName';
import { DropZone } from './DropZone';
import { MatchHint } from './MatchHint';
import { ServerFiles } from './ServerFiles';
import { useMatch } from './useMatch';

/** Of this computer or of the server: never both. */
export interface Choice {
  file: File | null;
  serverFile: ServerArchive | null;
  key: string;
}

export const NO_CHOICE: Choice = { file: null, serverFile: null, key: '' };

interface ChooseStepProps {
  choice: Choice;
  /** Uploads of this person that are on the server. */
  open: UploadStatus[];
  /** Why the last upload did not succeed. */
  failure: Failure | null;
  onChange: (choice: Choice) => void;
  onSubmit: () => void;
}

interface Errors {
  file?: TranslationKey;
  key?: TranslationKey;
}

export function ChooseStep({ choice, open, failure, onChange, onSubmit }: ChooseStepProps) {
  const t = useTranslate();
  const [errors, setErrors] = useState<Errors>({});
  const form = useFocusOnError(errors);
  const { file, serverFile, key } = choice;
  const filename = file?.name ?? serverFile?.filename ?? null;
  const needsKey = filename !== null && looksEncrypted(filename);
  const match = useMatch(file, open);
  // Of another file than the one that is chosen now.
  const [settled, setSettled] = useState<Failure | null>(null);

  const change = (changes: Partial<Choice>) => {
    onChange({ ...choice, ...changes });
    setErrors({});
    if ('file' in changes) setSettled(failure);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isKnown = match.kind === 'same' && match.upload.state === 'ready';
    if (filename === null) setErrors({ file: 'restore.choose.missing' });
    else if (needsKey && key === '' && !isKnown) setErrors({ key: 'restore.key.missing' });
    else onSubmit();
  };

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Panel title={t('restore.choose.title')} hint={t('restore.choose.safe')}>
        {failure && failure !== settled && (
          <ErrorBanner failure={failure} title={t('restore.choose.failed')} />
        )}
        <Stack gap={2}>
          <DropZone
            file={file}
            onChoose={(chosen) => change({ file: chosen, serverFile: null })}
            onRefuse={(reason) => setErrors({ file: reason })}
          />
          {errors.file && <FieldError>{t(errors.file)}</FieldError>}
        </Stack>
        <MatchHint match={match} />
        <ServerFiles
          chosen={serverFile}
          onChoose={(chosen) => change({ file: null, serverFile: chosen })}
        />
        <KeyField
          name="restore-key"
          label={t('restore.key.label')}
          hint={t(needsKey ? 'restore.key.needed' : 'restore.key.hint')}
          error={errors.key && t(errors.key)}
          required={needsKey}
          value={key}
          onChange={(value) => change({ key: value })}
        />
        <Flex>
          <Button type="submit" size="L" startIcon={serverFile ? undefined : <CloudUpload />}>
            {t(submitWords(serverFile !== null, match.kind))}
          </Button>
        </Flex>
      </Panel>
    </form>
  );
}

function submitWords(
  isOnServer: boolean,
  match: ReturnType<typeof useMatch>['kind'],
): TranslationKey {
  if (isOnServer) return 'restore.server.submit';
  if (match === 'same') return 'restore.choose.goOn';
  return match === 'different' ? 'restore.choose.asNew' : 'restore.choose.submit';
}
