import { useState } from 'react';
import type { ArchiveSummary, TransferFilter } from '../../../../shared/contract';
import { useContentTypes } from '../../api/contentTypes';
import { allBut } from '../../components/allBut';
import type { Selection, SelectionErrors } from '../../components/selection/selection';
import { ALL_TYPES, checkSelection, toFilter } from '../../components/selection/selection';
import { emptyParts } from './parts';
import { emptiedTypes, offeredTypes } from './restorableTypes';

/** What of an archive to restore, as it is being chosen. */
export function useChoice({ entities, ...archive }: ArchiveSummary) {
  const empty = emptyParts({ entities, ...archive });
  const [selection, setSelection] = useState<Selection>({
    included: allBut(empty),
    types: ALL_TYPES,
  });
  const [errors, setErrors] = useState<SelectionErrors>({});
  const list = useContentTypes();
  const site = list.data ?? [];
  const [filter, setFilter] = useState<TransferFilter>(() => toFilter(selection, []));

  const change = (changes: Partial<Selection>) => {
    const next = { ...selection, ...changes };
    const offered = offeredTypes(next.types.mode, site, entities);
    setSelection(next);
    setErrors({});
    // What leaves nothing to restore has no report: the last one stays until there is something again.
    if (Object.keys(checkSelection(next, offered)).length === 0) setFilter(toFilter(next, offered));
  };

  const offered = offeredTypes(selection.types.mode, site, entities);
  return {
    selection,
    change,
    /** The selection in the words of the API; while it can't be restored, the last one that could. */
    filter,
    errors,
    /** @returns whether something would be restored; if not, the errors say why */
    check: (): boolean => {
      const found = checkSelection(selection, offered);
      setErrors(found);
      return Object.keys(found).length === 0;
    },
    /** What the archive has nothing of. */
    empty,
    list,
    offered,
    emptied: emptiedTypes(selection, site, entities),
  };
}

export type Choice = ReturnType<typeof useChoice>;
