import { useState } from 'react';
import { STRICTEST } from '../../api/restores';
import { useStagedUpload } from '../../api/shared';
import { useUpload } from '../../api/useUpload';
import type { Choice } from './ChooseStep';
import { ChooseStep, NO_CHOICE } from './ChooseStep';
import { ReviewStep } from './ReviewStep';
import { UploadStep } from './UploadStep';

/** Choose, upload, review; what comes after that is a job, and the page shows it instead. */
export function RestoreSteps() {
  const [staged] = useStagedUpload();
  const [choice, setChoice] = useState<Choice>(NO_CHOICE);
  const { state, start, cancel } = useUpload();

  const upload = async (file: File, key: string) => {
    // Kept after a failure: a mistyped key is the likeliest, and needs no second search for the file.
    if (await start({ file, key, ...STRICTEST })) setChoice(NO_CHOICE);
  };

  if (staged) return <ReviewStep key={staged.id} upload={staged} />;
  if (state.phase !== 'idle') return <UploadStep state={state} onCancel={cancel} />;
  return (
    <ChooseStep choice={choice} failure={state.failure} onChange={setChoice} onSubmit={upload} />
  );
}
