import type { UseQueryResult } from 'react-query';
import type { ContentTypeInfo, JobKind } from '../../../../shared/contract';
import { toFailure } from '../../api/failure';
import { Button, Flex, Loader, RadioGroup } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ErrorBanner } from '../ErrorBanner';
import { Stack } from '../Stack';
import { ContentTypeList } from './ContentTypeList';
import type { TypeChoice, TypeMode } from './selection';
import { TYPE_MODES } from './selection';

interface ContentTypeFieldsProps {
  kind: JobKind;
  choice: TypeChoice;
  list: UseQueryResult<ContentTypeInfo[]>;
  offered: ContentTypeInfo[];
  error?: string;
  onChange: (choice: TypeChoice) => void;
}

/** All content types, only these, or all but these. */
export function ContentTypeFields({ kind, choice, list, ...props }: ContentTypeFieldsProps) {
  const { offered, error, onChange } = props;
  const t = useTranslate();
  const { mode } = choice;

  return (
    <Stack>
      <RadioGroup
        label={t('types.label')}
        options={TYPE_MODES.map((value) => ({ value, label: t(`types.${value}`) }))}
        value={mode}
        onChange={(value) => onChange({ ...choice, mode: value as TypeMode })}
      />
      {mode !== 'all' && list.isLoading && (
        <Flex>
          <Loader small>{t('types.loading')}</Loader>
        </Flex>
      )}
      {mode !== 'all' && list.isError && (
        <ErrorBanner failure={toFailure(list.error)} title={t('types.failed')}>
          <Flex>
            <Button variant="tertiary" loading={list.isFetching} onClick={() => list.refetch()}>
              {t('types.retry')}
            </Button>
          </Flex>
        </ErrorBanner>
      )}
      {mode !== 'all' && list.data && (
        <ContentTypeList
          kind={kind}
          label={t(`types.${mode}`)}
          offered={offered}
          selected={choice.uids}
          error={error}
          onChange={(uids) => onChange({ ...choice, uids })}
        />
      )}
    </Stack>
  );
}
