import { useState } from 'react';
import type { UploadCreated } from '../../../../shared/contract';
import type { Strategies } from '../../api/restores';
import { STRICTEST, useReport } from '../../api/restores';
import { Stack } from '../../components/Stack';
import { ArchiveContents } from './ArchiveContents';
import { Comparison } from './Comparison';
import { Selection } from './Selection';

/** What is in the archive, whether it fits, and what of it to take. */
export function ReviewStep({ upload }: { upload: UploadCreated }) {
  const [strategies, setStrategies] = useState<Strategies>(STRICTEST);
  const report = useReport(upload, strategies);
  const fits = report.data !== undefined && report.data.blockers.length === 0;

  return (
    <Stack gap={6}>
      <ArchiveContents archive={upload.archive} siteVersion={upload.report.versions.site} />
      <Comparison report={report} strategies={strategies} onChange={setStrategies} />
      <Selection upload={upload} strategies={strategies} fits={fits} />
    </Stack>
  );
}
