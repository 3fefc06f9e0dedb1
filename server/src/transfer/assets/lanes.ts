/** Calls `next` in several lanes until each has said that there is no more. @throws the first failure, once all lanes have ended */
export async function inLanes(lanes: number, next: () => Promise<boolean>): Promise<void> {
  let failure: { error: unknown } | undefined;
  const lane = async (): Promise<void> => {
    try {
      while (!failure && (await next()));
    } catch (error) {
      failure ??= { error };
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failure) throw failure.error;
}
