import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RESTORING_HEADER } from '../../../shared/contract';
import { AGAIN_MS, watchRestoring } from './watch';

const fine = () => Promise.resolve(new Response(null, { status: 204 }));
const refused = () =>
  Promise.resolve(new Response(null, { status: 503, headers: { [RESTORING_HEADER]: '1' } }));

/** What a browser's does, as far as it is watched. */
class Request extends EventTarget {
  headers = '';
  send(): void {
    this.dispatchEvent(new Event('load'));
  }
  getAllResponseHeaders(): string {
    return this.headers;
  }
}

describe('watchRestoring', () => {
  const fetched = vi.fn<typeof fetch>();
  const seen: boolean[] = [];
  let scope: Parameters<typeof watchRestoring>[0];
  let XhrOfScope: typeof Request;

  beforeEach(() => {
    vi.useFakeTimers();
    seen.length = 0;
    fetched.mockReset().mockImplementation(fine);
    XhrOfScope = class extends Request {};
    scope = {
      fetch: fetched,
      XMLHttpRequest: XhrOfScope as unknown as { prototype: XMLHttpRequest },
    };
    watchRestoring(
      scope,
      () => '/_health',
      (restoring) => seen.push(restoring),
    );
  });
  afterEach(() => void vi.useRealTimers());

  it('passes answers and failures on', async () => {
    expect((await scope.fetch('/a', { method: 'POST' })).status).toBe(204);
    expect(fetched).toHaveBeenCalledWith('/a', { method: 'POST' });
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(scope.fetch('/a')).rejects.toThrow('Failed to fetch');
    expect(seen).toEqual([]);
  });

  it('asks until the restore is over, once for all that was refused', async () => {
    fetched.mockImplementation(refused);
    await Promise.all([scope.fetch('/a'), scope.fetch('/b')]);
    expect(seen).toEqual([true]);
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(seen).toEqual([true]);
    expect(fetched).toHaveBeenCalledTimes(4);

    fetched.mockImplementation(fine);
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(seen).toEqual([true, false]);
  });

  it('notices what XMLHttpRequest is told, too', async () => {
    const sent = (headers: string) => {
      const request = new XhrOfScope();
      request.headers = headers;
      request.send();
    };
    sent('content-type: application/json\r\n');
    expect(seen).toEqual([]);
    sent(`content-type: application/json\r\n${RESTORING_HEADER.toLowerCase()}: 1\r\n`);
    expect(seen).toEqual([true]);
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(seen).toEqual([true, false]);
  });

  it('is not misled by what is answered during a restore', async () => {
    fetched.mockImplementation(refused);
    await scope.fetch('/a');
    fetched.mockImplementationOnce(fine);
    await scope.fetch('/lifeboat/jobs/1');
    expect(seen).toEqual([true]);
  });
});
