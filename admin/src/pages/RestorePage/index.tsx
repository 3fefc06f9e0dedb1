import { PERMISSIONS } from '../../../../shared/contract';
import { ApiProvider } from '../../api/provider';
import { JobGate } from '../../components/job/JobGate';
import { Stack } from '../../components/Stack';
import { StatusLine } from '../../components/job/StatusLine';
import { PageFrame, PageGuard } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { RestoreSteps } from './RestoreSteps';

export default function RestorePage() {
  const t = useTranslate();

  return (
    <PageGuard permissions={[PERMISSIONS.restore]}>
      <PageFrame title={t('restore.title')} subtitle={t('restore.subtitle')}>
        <ApiProvider>
          <Stack gap={6}>
            <StatusLine page="restore" />
            <JobGate page="restore">
              <RestoreSteps />
            </JobGate>
          </Stack>
        </ApiProvider>
      </PageFrame>
    </PageGuard>
  );
}
