/**
 * Gathers small chunks, without copying them, until there are at least `bytes` of them; the last group may be smaller.
 */
export async function* gather(
  content: AsyncIterable<Buffer>,
  bytes: number,
): AsyncGenerator<Buffer[]> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of content) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < bytes) continue;
    yield held;
    held = [];
    heldBytes = 0;
  }
  if (heldBytes > 0) yield held;
}
