import type { ReactNode } from 'react';
import { Button, Dialog } from '../host';

interface ConfirmDialogProps {
  title: string;
  cancel: string;
  confirm: string;
  busy?: boolean;
  onCancel: () => void;
  onConfirm: () => void;
  children: ReactNode;
}

/** Asks before something that can't be taken back; shown as long as it is rendered. */
export function ConfirmDialog({ title, children, ...props }: ConfirmDialogProps) {
  const { cancel, confirm, busy = false, onCancel, onConfirm } = props;

  return (
    <Dialog.Root open onOpenChange={(open) => !open && !busy && onCancel()}>
      <Dialog.Content>
        <Dialog.Header>{title}</Dialog.Header>
        <Dialog.Body>{children}</Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button variant="tertiary" disabled={busy} fullWidth>
              {cancel}
            </Button>
          </Dialog.Cancel>
          <Button variant="danger" loading={busy} onClick={onConfirm} fullWidth>
            {confirm}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
