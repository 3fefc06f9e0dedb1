import type * as DataTransfer from '@strapi/data-transfer';
import type { IDestinationProvider, ISourceProvider } from '@strapi/data-transfer/dist/engine';
import { STAGES, type StageName } from '../../../shared/contract';
import { engineErrorToLifeboat } from './integrity';
import type { Scope } from './filter';
import type { TransferObserver } from './observer';
import { warning } from '../warnings';

export interface Transfer {
  source: ISourceProvider;
  destination: IDestinationProvider;
  scope: Scope;
  observer: TransferObserver;
  signal: AbortSignal;
}

/**
 * Runs one transfer through Strapi's engine. Versions and schemas are not judged here: {@link checkIntegrity} does
 * it before the destination is touched, with errors that name everything at once.
 * @throws the signal's reason when aborted; otherwise the providers' own error, or a LifeboatError
 */
export async function runTransfer(
  dataTransfer: typeof DataTransfer,
  { source, destination, scope, observer, signal }: Transfer,
): Promise<void> {
  const engine = dataTransfer.engine.createTransferEngine(source, destination, {
    versionStrategy: 'ignore',
    schemaStrategy: 'ignore',
    // Which types move is the sources' business: they need not even read the others.
    exclude: scope.exclude,
  });
  observe(engine, observer, signal);
  for (const stage of STAGES) {
    if (engine.shouldSkipStage(stage)) observer.stageEnded(stage, 'skipped');
  }

  // The engine's abort always rejects, with an error that says no more than the signal does.
  const abort = (): void => void engine.abortTransfer().catch(() => undefined);
  signal.throwIfAborted();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await engine.transfer();
  } catch (error) {
    throw signal.aborted ? signal.reason : engineErrorToLifeboat(error);
  } finally {
    signal.removeEventListener('abort', abort);
    // The engine closes its source only when all went well.
    await source.close?.();
  }
}

type Engine = ReturnType<typeof DataTransfer.engine.createTransferEngine>;

function observe(engine: Engine, observer: TransferObserver, signal: AbortSignal): void {
  const { stream } = engine.progress;
  stream.on('stage::start', ({ stage }: { stage: StageName }) => {
    // The engine of Strapi 4 goes on when it is aborted between two stages. What is thrown here, it throws.
    signal.throwIfAborted();
    observer.stageStarted(stage);
  });
  stream.on('stage::finish', ({ stage }: { stage: StageName }) =>
    observer.stageEnded(stage, 'done'),
  );
  stream.on('stage::skip', ({ stage }: { stage: StageName }) =>
    observer.stageEnded(stage, 'skipped'),
  );
  stream.on('stage::error', ({ stage }: { stage: StageName }) =>
    observer.stageEnded(stage, 'failed'),
  );
  engine.diagnostics.onDiagnostic(({ kind, details }) => {
    if (kind === 'warning') observer.warned(warning('engine', { text: details.message }));
  });
}
