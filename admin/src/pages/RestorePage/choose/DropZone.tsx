import type { DragEvent } from 'react';
import { useState } from 'react';
import { useFormat } from '../../../format/useFormat';
import { CloudUpload, DropArea, Typography, VisuallyHidden } from '../../../host';
import type { TranslationKey } from '../../../translations/keys';
import { useTranslate } from '../../../translations/useTranslate';

interface DropZoneProps {
  file: File | null;
  onChoose: (file: File) => void;
  onRefuse: (reason: TranslationKey) => void;
}

/** A file input in the shape of a large area. Any file may come: the server tells an archive by its bytes. */
export function DropZone({ file, onChoose, onRefuse }: DropZoneProps) {
  const t = useTranslate();
  const format = useFormat();
  const [over, setOver] = useState(false);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const { items, files } = event.dataTransfer;
    const chosen = files[0];
    if (files.length > 1) onRefuse('restore.choose.onlyOne');
    else if (items[0]?.webkitGetAsEntry()?.isDirectory) onRefuse('restore.choose.notAFile');
    else if (chosen) onChoose(chosen);
  };

  return (
    <DropArea
      isOver={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <CloudUpload aria-hidden fill="primary600" width="32px" height="32px" />
      <Typography variant="delta" tag="span">
        {file
          ? t('archive.fileAndSize', { filename: file.name, size: format.bytes(file.size) })
          : t('restore.choose.drop')}
      </Typography>
      <Typography textColor="neutral600">
        {t(file ? 'restore.choose.another' : 'restore.choose.browse')}
      </Typography>
      <VisuallyHidden>
        <input
          type="file"
          name="archive"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            // Cleared, so that choosing the same file again is a change too.
            if (chosen) onChoose(chosen);
            event.currentTarget.value = '';
          }}
        />
      </VisuallyHidden>
    </DropArea>
  );
}
