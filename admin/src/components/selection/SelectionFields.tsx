import type { ReactNode } from 'react';
import type { UseQueryResult } from 'react-query';
import type { ContentTypeInfo, JobKind, Preset } from '../../../../shared/contract';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { FieldError } from '../FieldError';
import { Notice } from '../Notice';
import { Stack } from '../Stack';
import { ContentTypeFields } from './ContentTypeFields';
import { PartFields } from './PartFields';
import type { Selection, SelectionErrors } from './selection';
import { isNarrowed, leavesFilesOut } from './selection';

interface SelectionFieldsProps {
  kind: JobKind;
  selection: Selection;
  errors: SelectionErrors;
  /** What the archive has nothing of. */
  empty?: readonly Preset[];
  /** The server's list, and what of it may be chosen here. */
  list: UseQueryResult<ContentTypeInfo[]>;
  offered: ContentTypeInfo[];
  onChange: (changes: Partial<Selection>) => void;
  /** What else there is to say about the choice of content. */
  children?: ReactNode;
}

/** What to export or to restore: parts of the site, and of its content some types or all. */
export function SelectionFields({ kind, selection, errors, ...props }: SelectionFieldsProps) {
  const { empty = [], list, offered, onChange, children } = props;
  const t = useTranslate();

  return (
    <Stack>
      <PartFields
        included={selection.included}
        empty={empty}
        withoutFiles={leavesFilesOut(selection, offered)}
        onChange={(included) => onChange({ included })}
      >
        <Stack>
          <ContentTypeFields
            kind={kind}
            choice={selection.types}
            list={list}
            offered={offered}
            error={errors.types && t(errors.types)}
            onChange={(types) => onChange({ types })}
          />
          {isNarrowed(selection) && (
            <Notice kind="info">
              <Typography textColor="neutral800">{t(`types.relations.${kind}`)}</Typography>
            </Notice>
          )}
          {children}
        </Stack>
      </PartFields>
      {errors.included && <FieldError>{t(errors.included)}</FieldError>}
    </Stack>
  );
}
