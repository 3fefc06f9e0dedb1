import { useState } from 'react';
import type { ServerArchive } from '../../../../../shared/contract';
import { useServerArchives } from '../../../api/upload/openUploads';
import { Stack } from '../../../components/Stack';
import { useFormat } from '../../../format/useFormat';
import { Box, Button, Flex, RadioGroup, Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';

interface ServerFilesProps {
  chosen: ServerArchive | null;
  onChoose: (archive: ServerArchive) => void;
}

const LIST_ID = 'restore-server-files';

/** Archives that lie on the server's own disk already; nothing where its owner has set up no folder. */
export function ServerFiles({ chosen, onChoose }: ServerFilesProps) {
  const t = useTranslate();
  const format = useFormat();
  const { data, refetch } = useServerArchives();
  const [isOpen, setOpen] = useState(chosen !== null);
  if (!data?.enabled) return null;

  const toggle = () => {
    setOpen(!isOpen);
    if (!isOpen) void refetch();
  };

  return (
    <Stack gap={3}>
      <Flex>
        <Button
          variant="tertiary"
          aria-expanded={isOpen}
          aria-controls={isOpen ? LIST_ID : undefined}
          onClick={toggle}
        >
          {t('restore.server.open')}
        </Button>
      </Flex>
      {isOpen && (
        <Box id={LIST_ID} maxHeight="320px" overflow="auto" padding={1}>
          {data.archives.length === 0 && <Typography>{t('restore.server.none')}</Typography>}
          <RadioGroup
            label={t('restore.server.label')}
            options={data.archives.map(({ filename, size, modifiedAt }) => ({
              value: filename,
              label: t('restore.server.file', {
                filename,
                size: format.bytes(size),
                date: format.dateTime(modifiedAt),
              }),
            }))}
            value={chosen?.filename ?? ''}
            onChange={(filename) => {
              const found = data.archives.find((archive) => archive.filename === filename);
              if (found) onChoose(found);
            }}
          />
        </Box>
      )}
    </Stack>
  );
}
