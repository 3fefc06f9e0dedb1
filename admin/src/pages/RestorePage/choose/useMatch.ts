import { useEffect, useState } from 'react';
import type { UploadStatus } from '../../../../../shared/contract';
import { fingerprint } from '../../../api/upload/fingerprint';
import { findUploadOf, isLost, isWhole } from '../../../api/upload/uploads';

/** How a chosen file compares with what is on the server of others. */
export type Match =
  /** Nothing is chosen, or nothing is there to compare with. */
  | { kind: 'none' }
  | { kind: 'same'; upload: UploadStatus }
  /** None of those that wait for the rest of their file. */
  | { kind: 'different'; file: File; unfinished: UploadStatus[] };

const NONE: Match = { kind: 'none' };

export function useMatch(file: File | null, open: UploadStatus[]): Match {
  const [known, setKnown] = useState<{ file: File; mark: string } | null>(null);

  useEffect(() => {
    if (!file) return;
    let isOver = false;
    // A file that can't be read is told when it is uploaded.
    fingerprint(file).then(
      (mark) => !isOver && setKnown({ file, mark }),
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [file]);

  if (!file || known?.file !== file) return NONE;
  return matchOf(file, known.mark, open);
}

export function matchOf(file: File, mark: string, open: UploadStatus[]): Match {
  const upload = findUploadOf(open, file.size, mark);
  if (upload) return { kind: 'same', upload };
  const unfinished = open.filter(
    (one) => one.from === 'browser' && !isWhole(one) && !isLost(one) && !one.receiving,
  );
  return unfinished.length > 0 ? { kind: 'different', file, unfinished } : NONE;
}
