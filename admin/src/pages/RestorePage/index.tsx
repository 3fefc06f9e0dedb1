import { PERMISSIONS } from '../../../../shared/contract';
import { ApiProvider } from '../../api/provider';
import { JobGate } from '../../components/job/JobGate';
import { PageFrame, PageGuard } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { RestoreSteps } from './RestoreSteps';

export default function RestorePage() {
  const t = useTranslate();

  return (
    <PageGuard permission={PERMISSIONS.restore}>
      <PageFrame title={t('restore.title')} subtitle={t('restore.subtitle')}>
        <ApiProvider>
          <JobGate page="restore">
            <RestoreSteps />
          </JobGate>
        </ApiProvider>
      </PageFrame>
    </PageGuard>
  );
}
