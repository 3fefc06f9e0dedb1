import { useState } from 'react';
import type { UploadCreated } from '../../../../shared/contract';
import { useReport } from '../../api/restores';
import type { Strategies } from '../../api/strategies';
import { STRICTEST } from '../../api/strategies';
import { Stack } from '../../components/Stack';
import { ArchiveContents } from './ArchiveContents';
import { Changes } from './changes/Changes';
import { Comparison } from './Comparison';
import { RestoreForm } from './RestoreForm';
import { StepTrail } from './StepTrail';
import { useChoice } from './useChoice';

/** Whether the archive fits, what is in it, what of it to take, and what that would change here. */
export function ReviewStep({ upload }: { upload: UploadCreated }) {
  const [strategies, setStrategies] = useState<Strategies>(STRICTEST);
  const [asking, setAsking] = useState(false);
  const choice = useChoice(upload.archive);
  const report = useReport(upload, { ...strategies, ...choice.filter });

  return (
    <Stack gap={6}>
      <StepTrail current={asking ? 'confirm' : 'report'} />
      <Comparison report={report} strategies={strategies} onChange={setStrategies} />
      <ArchiveContents archive={upload.archive} siteVersion={upload.report.versions.site} />
      <RestoreForm
        upload={upload}
        strategies={strategies}
        choice={choice}
        report={report}
        asking={asking}
        onAsk={setAsking}
      >
        {report.data && (
          <Changes
            report={report.data}
            outdated={report.isPreviousData}
            madeAt={upload.archive.createdAt}
          />
        )}
      </RestoreForm>
    </Stack>
  );
}
