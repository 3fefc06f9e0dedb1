import { describe, expect, it } from 'vitest';
import { createTokenSource } from './token';

function source() {
  let asked = 0;
  let time = 0;
  const tokens = createTokenSource(
    async () => `token ${(asked += 1)}`,
    () => time,
  );
  return { tokens, wait: (ms: number) => (time += ms) };
}

describe('createTokenSource', () => {
  it('keeps a token for a minute', async () => {
    const { tokens, wait } = source();
    expect(await tokens.get()).toBe('token 1');
    wait(59_000);
    expect(await tokens.get()).toBe('token 1');
    wait(1000);
    expect(await tokens.get()).toBe('token 2');
  });

  it('asks for another when the last one was refused', async () => {
    const { tokens } = source();
    await tokens.get();
    tokens.forget();
    expect(await tokens.get()).toBe('token 2');
  });

  it('asks once for those who want one at the same time', async () => {
    const { tokens } = source();
    expect(await Promise.all([tokens.get(), tokens.get()])).toEqual(['token 1', 'token 1']);
  });

  it('asks again after a question that failed', async () => {
    let asked = 0;
    const tokens = createTokenSource(async () => {
      if ((asked += 1) === 1) throw new Error('no answer');
      return 'token';
    });
    await expect(tokens.get()).rejects.toThrow('no answer');
    expect(await tokens.get()).toBe('token');
  });
});
