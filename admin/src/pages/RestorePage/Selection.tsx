import { useState } from 'react';
import type { Preset, UploadCreated } from '../../../../shared/contract';
import { toFailure } from '../../api/failure';
import type { Strategies } from '../../api/restores';
import { useDropUpload, useStartRestore } from '../../api/restores';
import { ErrorBanner } from '../../components/ErrorBanner';
import { allBut } from '../../components/allBut';
import { FieldError } from '../../components/FieldError';
import { IncludeFields } from '../../components/IncludeFields';
import { Panel } from '../../components/Panel';
import { Button, Flex } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ConfirmRestore } from './ConfirmRestore';
import { ExportFirst } from './ExportFirst';
import { emptyParts } from './parts';

interface SelectionProps {
  upload: UploadCreated;
  strategies: Strategies;
  /** Nothing stands against the restore. */
  fits: boolean;
}

export function Selection({ upload, strategies, fits }: SelectionProps) {
  const t = useTranslate();
  const empty = emptyParts(upload.archive);
  const [included, setIncluded] = useState<Preset[]>(allBut(empty));
  const [asking, setAsking] = useState(false);
  const start = useStartRestore();
  const drop = useDropUpload();

  const restore = () => {
    const exclude = allBut(included);
    start.mutate(
      { upload: upload.id, ...strategies, ...(exclude.length > 0 && { exclude }) },
      { onError: () => setAsking(false) },
    );
  };

  return (
    <Panel title={t('select.title')} hint={t('select.hint')}>
      <IncludeFields included={included} empty={empty} onChange={setIncluded} />
      {included.length === 0 && <FieldError>{t('select.none')}</FieldError>}
      <ExportFirst />
      {start.isError && (
        <ErrorBanner failure={toFailure(start.error)} title={t('select.startFailed')} />
      )}
      <Flex gap={3} wrap="wrap">
        <Button
          size="L"
          disabled={!fits || included.length === 0 || drop.isLoading}
          onClick={() => setAsking(true)}
        >
          {t('select.submit')}
        </Button>
        <Button
          variant="tertiary"
          size="L"
          loading={drop.isLoading}
          onClick={() => drop.mutate(upload.id)}
        >
          {t('restore.another')}
        </Button>
      </Flex>
      {asking && (
        <ConfirmRestore
          filename={upload.archive.filename}
          included={included}
          busy={start.isLoading}
          onCancel={() => setAsking(false)}
          onConfirm={restore}
        />
      )}
    </Panel>
  );
}
