import { useState } from 'react';
import type { ContentTypeInfo, JobKind } from '../../../../shared/contract';
import { Box, Checkbox, Flex, SearchInput, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { FieldError } from '../FieldError';
import { Stack } from '../Stack';
import { matches } from './matches';
import { useTypeNames } from './useTypeNames';

interface ContentTypeListProps {
  /** Whether entries are counted on the site or in the archive. */
  kind: JobKind;
  /** What being selected means. */
  label: string;
  offered: ContentTypeInfo[];
  selected: string[];
  error?: string;
  onChange: (uids: string[]) => void;
}

/**
 * Content types to select, with a search field above. Plain checkboxes rather than a menu: all there is can be seen at
 * once, and every keyboard and screen reader knows them.
 */
export function ContentTypeList({ kind, label, offered, ...props }: ContentTypeListProps) {
  const { selected, error, onChange } = props;
  const t = useTranslate();
  const names = useTypeNames();
  const [search, setSearch] = useState('');
  const found = offered.filter((type) => matches(type, search));
  const chosen = offered.filter(({ uid }) => selected.includes(uid));

  const toggle = (uid: string, on: boolean) =>
    onChange(on ? [...selected, uid] : selected.filter((other) => other !== uid));

  return (
    <Stack gap={2}>
      <Box maxWidth="400px">
        <SearchInput
          id="content-types"
          label={t('types.search')}
          value={search}
          invalid={error !== undefined}
          onChange={setSearch}
          onKeyDown={(event) => {
            // Enter would send the form.
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
      </Box>
      <Box
        role="group"
        aria-label={label}
        hasRadius
        borderColor={error ? 'danger600' : 'neutral200'}
        // The last row is cut in the middle, which tells that there are more.
        maxHeight="240px"
        overflow="auto"
        paddingTop={1}
        paddingBottom={1}
      >
        {found.map((type) => (
          <TypeRow
            key={type.uid}
            type={type}
            count={t('types.entries', { count: type.entries, kind })}
            checked={selected.includes(type.uid)}
            onChange={(on) => toggle(type.uid, on)}
          />
        ))}
        {found.length === 0 && (
          <Box padding={4}>
            <Typography role="status" textColor="neutral600">
              {t('types.notFound')}
            </Typography>
          </Box>
        )}
      </Box>
      {error && <FieldError>{error}</FieldError>}
      <Typography role="status" variant="pi" textColor="neutral600">
        {t('types.selected', { count: chosen.length, types: names(chosen) })}
      </Typography>
    </Stack>
  );
}

interface TypeRowProps {
  type: ContentTypeInfo;
  count: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function TypeRow({ type: { uid, name }, count, checked, onChange }: TypeRowProps) {
  const countId = `entries-of-${uid}`;

  return (
    <Flex
      justifyContent="space-between"
      gap={4}
      paddingTop={2}
      paddingBottom={2}
      paddingLeft={4}
      paddingRight={4}
    >
      <Checkbox checked={checked} onChange={onChange} aria-describedby={countId}>
        <Flex tag="span" gap={2} wrap="wrap" alignItems="baseline">
          <Typography textColor="neutral800">{name}</Typography>
          <Typography
            variant="pi"
            textColor="neutral600"
            dir="ltr"
            style={{ overflowWrap: 'anywhere' }}
          >
            {uid}
          </Typography>
        </Flex>
      </Checkbox>
      <Typography id={countId} variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
        {count}
      </Typography>
    </Flex>
  );
}
