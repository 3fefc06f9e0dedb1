import { Button, Dialog } from '@strapi/design-system';
import { useDirection } from '../../translations/useDirection';
import type { ConfirmDialogProps } from '../types';

/** The design system's grows beyond a small or zoomed window, with its buttons outside. */
const REACHABLE = { maxHeight: 'calc(100dvh - 16px)', overflowY: 'auto' } as const;

export function ConfirmDialog({ title, children, ...props }: ConfirmDialogProps) {
  const { cancel, confirm, disabled = false, busy = false, onCancel, onConfirm } = props;
  const dir = useDirection();

  return (
    <Dialog.Root open onOpenChange={(open) => !open && !busy && onCancel()}>
      {/* Stands outside of the page's own frame. */}
      <Dialog.Content dir={dir} style={REACHABLE}>
        <Dialog.Header>{title}</Dialog.Header>
        <Dialog.Body>{children}</Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button variant="tertiary" disabled={busy} fullWidth>
              {cancel}
            </Button>
          </Dialog.Cancel>
          <Button variant="danger" disabled={disabled} loading={busy} onClick={onConfirm} fullWidth>
            {confirm}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
