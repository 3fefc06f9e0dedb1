import type { StageName } from '../../../shared/contract';
import type { Warn } from '../warnings';

export interface StageFigures {
  count: number;
  bytes: number;
  totalCount?: number;
  totalBytes?: number;
}

/** Who wants to know how a transfer gets on. Called often; must be quick. */
export interface TransferObserver {
  stageStarted(stage: StageName): void;
  stageProgressed(stage: StageName, figures: StageFigures): void;
  /** So many more rows of a content type are in the archive. */
  rowsWritten(type: string, count: number): void;
  stageEnded(stage: StageName, outcome: 'done' | 'skipped' | 'failed'): void;
  /** Something is left out or odd, and the transfer goes on. */
  warned: Warn;
  /** From here on the transfer can't be stopped. */
  committing(): void;
}
