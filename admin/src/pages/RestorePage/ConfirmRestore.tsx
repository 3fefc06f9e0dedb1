import type { FormEvent } from 'react';
import { useState } from 'react';
import type { ArchiveSummary, ContentTypeInfo } from '../../../../shared/contract';
import { OptionCheckbox } from '../../components/OptionCheckbox';
import type { Selection } from '../../components/selection/selection';
import { isNarrowed } from '../../components/selection/selection';
import { useTypeNames } from '../../components/selection/useTypeNames';
import { useSelectionWords } from '../../components/selection/useSelectionWords';
import { useFormat } from '../../format/useFormat';
import { ConfirmDialog, Flex, TextField, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { isProjectName, shownName } from './projectName';

interface ConfirmRestoreProps {
  archive: ArchiveSummary;
  /** The name to be typed. */
  project: string;
  selection: Selection;
  /** The content types that could be chosen. */
  offered: ContentTypeInfo[];
  /** Those of which the archive has nothing, though the site has. */
  emptied: ContentTypeInfo[];
  busy: boolean;
  onCancel: () => void;
  onConfirm: (options: { safetyCopy: boolean }) => void;
}

/** Says once more what goes and what comes, and waits for the project's name: a click alone may be a slip. */
export function ConfirmRestore({ archive, project, selection, ...props }: ConfirmRestoreProps) {
  const { offered, emptied, busy, onCancel, onConfirm } = props;
  const [typed, setTyped] = useState('');
  const [safetyCopy, setSafetyCopy] = useState(true);
  const t = useTranslate();
  const format = useFormat();
  const names = useTypeNames();
  const { replaced, left } = useSelectionWords(selection, offered);
  const isTyped = isProjectName(typed, project);
  const { filename, createdAt } = archive;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isTyped && !busy) onConfirm({ safetyCopy });
  };

  return (
    <ConfirmDialog
      title={t('confirm.title')}
      cancel={t('confirm.cancel')}
      confirm={t('confirm.submit')}
      disabled={!isTyped}
      busy={busy}
      onCancel={onCancel}
      onConfirm={() => onConfirm({ safetyCopy })}
    >
      <Flex direction="column" alignItems="stretch" gap={3} width="100%" minWidth={0}>
        <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {t('confirm.replaced', {
            parts: replaced,
            filename,
            dateKnown: createdAt !== null,
            date: createdAt ? format.dateTime(createdAt) : '',
            safetyCopy,
          })}
        </Typography>
        {emptied.length > 0 && (
          <Typography fontWeight="bold" textColor="danger600">
            {t('confirm.emptied', { types: names(emptied) })}
          </Typography>
        )}
        {left && <Typography>{t('confirm.left', { parts: left })}</Typography>}
        {isNarrowed(selection) && <Typography>{t('confirm.relations')}</Typography>}
        <Typography>{t('confirm.kept')}</Typography>
        <Typography textColor="neutral600">{t('confirm.failure')}</Typography>
        <OptionCheckbox
          name="safety-copy"
          label={t('confirm.safetyCopy')}
          hint={t(safetyCopy ? 'confirm.safetyCopy.hint' : 'confirm.safetyCopy.risk')}
          warning={!safetyCopy}
          disabled={busy}
          checked={safetyCopy}
          onChange={setSafetyCopy}
        />
        {/* Not the field's label: those stay on one line, and lose their end where it is narrow. */}
        <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {t('confirm.project', { project: shownName(project) })}
        </Typography>
        <form onSubmit={submit} noValidate>
          <TextField
            name="project-name"
            label={t('confirm.project.label')}
            hint={t('confirm.project.hint')}
            value={typed}
            onChange={setTyped}
            maxWidth="100%"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            dir="ltr"
          />
        </form>
      </Flex>
    </ConfirmDialog>
  );
}
