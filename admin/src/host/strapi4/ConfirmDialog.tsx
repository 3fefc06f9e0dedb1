import { Box, Button, Dialog, DialogBody, DialogFooter } from '@strapi/design-system';
import { useDirection } from '../../translations/useDirection';
import type { ConfirmDialogProps } from '../types';

/** A page that is scrolled shows its header above everything that is lower. */
const ABOVE_HEADER = 11;

export function ConfirmDialog({ title, children, ...props }: ConfirmDialogProps) {
  const { cancel, confirm, disabled = false, busy = false, onCancel, onConfirm } = props;
  const dir = useDirection();

  return (
    <Dialog
      isOpen
      title={title}
      dir={dir}
      zIndex={ABOVE_HEADER}
      onClose={() => !busy && onCancel()}
    >
      <DialogBody>
        {/* The dialog itself does not scroll. What does cuts off the ring around a field, unless there is room for it. */}
        <Box maxHeight="50vh" overflow="auto" style={{ padding: '0 3px', margin: '0 -3px' }}>
          {children}
        </Box>
      </DialogBody>
      <DialogFooter
        startAction={
          <Button variant="tertiary" disabled={busy} onClick={onCancel}>
            {cancel}
          </Button>
        }
        endAction={
          <Button variant="danger" disabled={disabled} loading={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        }
      />
    </Dialog>
  );
}
