import type { UploadSpace, UploadStatus } from '../../../../../shared/contract';
import { failureOfJob, toFailure } from '../../../api/failure';
import { useDiscardUpload, useUploadSpace } from '../../../api/upload/openUploads';
import { isLost, isReady, isWhole } from '../../../api/upload/uploads';
import { ErrorBanner } from '../../../components/ErrorBanner';
import { Notice } from '../../../components/Notice';
import { Stack } from '../../../components/Stack';
import { useFormat } from '../../../format/useFormat';
import { Button, Flex, Typography } from '../../../host';
import type { TranslationKey } from '../../../translations/keys';
import { useTranslate } from '../../../translations/useTranslate';

interface OpenUploadsProps {
  uploads: UploadStatus[];
  onContinue: (upload: UploadStatus) => void;
}

/** What an earlier visit has left on the server: to go on with, or to throw away. */
export function OpenUploads({ uploads, onContinue }: OpenUploadsProps) {
  const shown = uploads.filter((upload) => !isLost(upload));
  const { data: space } = useUploadSpace(uploads);
  const takesSpace = space !== undefined && space.own + space.others > 0;
  if (shown.length === 0 && !takesSpace) return null;

  return (
    <Stack gap={3}>
      {shown.map((upload) => (
        <OpenUpload key={upload.id} upload={upload} onContinue={() => onContinue(upload)} />
      ))}
      {takesSpace && <SpaceTaken space={space} />}
    </Stack>
  );
}

function SpaceTaken({ space: { own, others } }: { space: UploadSpace }) {
  const t = useTranslate();
  const format = useFormat();

  return (
    <Typography textColor="neutral600">
      {t('open.space', {
        own: format.bytes(own),
        others: format.bytes(others),
        whose: own === 0 ? 'others' : others === 0 ? 'own' : 'both',
      })}
    </Typography>
  );
}

interface OpenUploadProps {
  upload: UploadStatus;
  onContinue: () => void;
}

function OpenUpload({ upload, onContinue }: OpenUploadProps) {
  const t = useTranslate();
  const format = useFormat();
  const discard = useDiscardUpload();
  const { filename, received, size, expiresAt, receiving, error, canRetry } = upload;
  const isAllThere = isReady(upload) || isWhole(upload);

  return (
    <Notice kind="info" title={t(titleOf(upload), { filename })}>
      {!isAllThere && (
        <Typography textColor="neutral800">
          {t('text.sentences', {
            first: t('open.received', {
              received: format.bytes(received),
              size: format.bytes(size),
            }),
            second: t(receiving ? 'open.otherTab' : 'open.goOn'),
          })}
        </Typography>
      )}
      {canRetry && error && <ErrorBanner failure={failureOfJob(error)} title={t('open.stopped')} />}
      {!receiving && (
        <Typography textColor="neutral600">
          {t('open.expires', { date: format.dateTime(expiresAt) })}
        </Typography>
      )}
      {discard.isError && <ErrorBanner failure={toFailure(discard.error)} />}
      <Flex gap={2} paddingTop={1}>
        {isAllThere && (
          <Button onClick={onContinue}>{t(canRetry ? 'open.tryAgain' : 'open.continue')}</Button>
        )}
        <Button
          variant="tertiary"
          loading={discard.isLoading}
          onClick={() => discard.mutate(upload.id)}
        >
          {t('open.discard')}
        </Button>
      </Flex>
    </Notice>
  );
}

function titleOf(upload: UploadStatus): TranslationKey {
  if (isReady(upload)) return 'open.title.ready';
  if (isWhole(upload)) return 'open.title.whole';
  return upload.receiving ? 'open.title.receiving' : 'open.title.unfinished';
}
