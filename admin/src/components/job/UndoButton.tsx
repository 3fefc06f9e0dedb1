import { useState } from 'react';
import type { JobSnapshot } from '../../../../shared/contract';
import { Button } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ConfirmUndo } from './ConfirmUndo';

interface UndoButtonProps {
  /** A restore whose safety copy is still there. */
  restore: JobSnapshot;
  size?: 'S' | 'L';
}

export function UndoButton({ restore, size = 'L' }: UndoButtonProps) {
  const t = useTranslate();
  const [asking, setAsking] = useState(false);

  return (
    <>
      <Button
        variant="tertiary"
        size={size}
        onClick={() => setAsking(true)}
        style={{ whiteSpace: 'nowrap' }}
      >
        {t(restore.undoes ? 'undo.again.button' : 'undo.button')}
      </Button>
      {asking && <ConfirmUndo restore={restore} onCancel={() => setAsking(false)} />}
    </>
  );
}
