import type { FormEvent } from 'react';
import { useState } from 'react';
import type { UploadCreated } from '../../../../shared/contract';
import { useContentTypes } from '../../api/contentTypes';
import { toFailure } from '../../api/failure';
import type { Strategies } from '../../api/restores';
import { useDropUpload, useStartRestore } from '../../api/restores';
import { ErrorBanner } from '../../components/ErrorBanner';
import { allBut } from '../../components/allBut';
import { Panel } from '../../components/Panel';
import { SelectionFields } from '../../components/selection/SelectionFields';
import type { Selection as Chosen, SelectionErrors } from '../../components/selection/selection';
import { ALL_TYPES, checkSelection, toFilter } from '../../components/selection/selection';
import { Stack } from '../../components/Stack';
import { useFocusOnError } from '../../components/useFocusOnError';
import { Button, Flex } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ConfirmRestore } from './ConfirmRestore';
import { Emptied } from './Emptied';
import { ExportFirst } from './ExportFirst';
import { emptyParts } from './parts';
import { emptiedTypes, offeredTypes } from './restorableTypes';

interface SelectionProps {
  upload: UploadCreated;
  strategies: Strategies;
  /** Nothing stands against the restore. */
  fits: boolean;
}

export function Selection({ upload, strategies, fits }: SelectionProps) {
  const t = useTranslate();
  const { archive } = upload;
  const empty = emptyParts(archive);
  const [chosen, setChosen] = useState<Chosen>({ included: allBut(empty), types: ALL_TYPES });
  const [errors, setErrors] = useState<SelectionErrors>({});
  const [asking, setAsking] = useState(false);
  const formElement = useFocusOnError(errors);
  const start = useStartRestore();
  const drop = useDropUpload();
  const types = useContentTypes();
  const site = types.data ?? [];
  const offered = offeredTypes(chosen.types.mode, site, archive.entities);
  const emptied = emptiedTypes(chosen, site, archive.entities);

  const change = (changes: Partial<Chosen>) => {
    setChosen({ ...chosen, ...changes });
    setErrors({});
  };

  const keepEmptied = () => {
    const kept = chosen.types.mode === 'allBut' ? chosen.types.uids : [];
    change({ types: { mode: 'allBut', uids: [...kept, ...emptied.map(({ uid }) => uid)] } });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkSelection(chosen, offered);
    setErrors(found);
    setAsking(Object.keys(found).length === 0);
  };

  const restore = () =>
    start.mutate(
      { upload: upload.id, ...strategies, ...toFilter(chosen, offered) },
      { onError: () => setAsking(false) },
    );

  return (
    <Panel title={t('select.title')} hint={t('select.hint')}>
      <form ref={formElement} onSubmit={submit} noValidate>
        <Stack gap={5}>
          <SelectionFields
            kind="restore"
            selection={chosen}
            errors={errors}
            empty={empty}
            list={types}
            offered={offered}
            onChange={change}
          >
            <Emptied types={emptied} onKeep={keepEmptied} />
          </SelectionFields>
          <ExportFirst />
          {start.isError && (
            <ErrorBanner failure={toFailure(start.error)} title={t('select.startFailed')} />
          )}
          <Flex gap={3} wrap="wrap">
            <Button type="submit" size="L" disabled={!fits || drop.isLoading}>
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
        </Stack>
      </form>
      {asking && (
        <ConfirmRestore
          filename={archive.filename}
          selection={chosen}
          offered={offered}
          emptied={emptied}
          busy={start.isLoading}
          onCancel={() => setAsking(false)}
          onConfirm={restore}
        />
      )}
    </Panel>
  );
}
