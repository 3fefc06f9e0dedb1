import { channel } from 'node:diagnostics_channel';

/** One step of something that is done wholly or not at all. */
export interface Step {
  name: string;
  do(): Promise<void>;
  /** Takes back what {@link do} did, also when it got only part of the way. Must not throw. */
  undo?(): Promise<void>;
}

/** What {@link STEPS} tells. A listener may set `error`, with which the step then fails, or what the step waits for. */
export interface StepReached {
  name: string;
  error?: unknown;
  until?: Promise<void>;
}

/** Node's diagnostics channel that tells each step as it begins: for tracing, and to make one fail in a test. */
const STEPS = channel('lifeboat:step');

/**
 * Does the steps in turn. When one fails, it and those before it are undone, the last first.
 * @param mayGoOn asked before each; throws when it may not
 * @throws what the step threw
 */
export async function doAll(steps: Step[], mayGoOn: () => void): Promise<void> {
  const begun: Step[] = [];
  try {
    for (const step of steps) {
      begun.unshift(step);
      mayGoOn();
      await reach(step.name);
      await step.do();
    }
  } catch (error) {
    for (const step of begun) await step.undo?.();
    throw error;
  }
}

/** Tells that a step begins. @throws what a listener asks for */
export async function reach(name: string): Promise<void> {
  if (!STEPS.hasSubscribers) return;
  const message: StepReached = { name };
  STEPS.publish(message);
  await message.until;
  if (message.error !== undefined) throw message.error;
}
