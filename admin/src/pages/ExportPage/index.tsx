import { PERMISSIONS } from '../../../../shared/contract';
import { ApiProvider } from '../../api/provider';
import { JobGate } from '../../components/job/JobGate';
import { PageFrame, PageGuard } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ExportForm } from './ExportForm';

export default function ExportPage() {
  const t = useTranslate();

  return (
    <PageGuard permission={PERMISSIONS.export}>
      <PageFrame title={t('export.title')} subtitle={t('export.subtitle')}>
        <ApiProvider>
          <JobGate page="export">
            <ExportForm />
          </JobGate>
        </ApiProvider>
      </PageFrame>
    </PageGuard>
  );
}
