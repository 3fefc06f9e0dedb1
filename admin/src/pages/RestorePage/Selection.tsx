import { Panel } from '../../components/Panel';
import { SelectionFields } from '../../components/selection/SelectionFields';
import { useTranslate } from '../../translations/useTranslate';
import { Emptied } from './Emptied';
import type { Choice } from './useChoice';

/** What of the archive to restore. */
export function Selection({ choice }: { choice: Choice }) {
  const t = useTranslate();
  const { selection, errors, empty, list, offered, emptied, change } = choice;
  const { types } = selection;

  const keepEmptied = () => {
    const kept = types.mode === 'allBut' ? types.uids : [];
    change({ types: { mode: 'allBut', uids: [...kept, ...emptied.map(({ uid }) => uid)] } });
  };

  return (
    <Panel title={t('select.title')} hint={t('select.hint')}>
      <SelectionFields
        kind="restore"
        selection={selection}
        errors={errors}
        empty={empty}
        list={list}
        offered={offered}
        onChange={change}
      >
        <Emptied types={emptied} onKeep={keepEmptied} />
      </SelectionFields>
    </Panel>
  );
}
