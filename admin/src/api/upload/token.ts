const YOUNG_MS = 60_000;

export interface TokenSource {
  /** A token good for the request that comes next. */
  get(): Promise<string | null>;
  /** The last one was refused. */
  forget(): void;
}

/** Asks for a token at most once a minute: parts can follow each other within a second. */
export function createTokenSource(
  ask: () => Promise<string | null>,
  now: () => number = Date.now,
): TokenSource {
  let last: { token: Promise<string | null>; at: number } | null = null;

  function askAnew(): Promise<string | null> {
    const asked = { token: ask(), at: now() };
    last = asked;
    asked.token.catch(() => {
      if (last === asked) last = null;
    });
    return asked.token;
  }

  return {
    get: () => (last && now() - last.at < YOUNG_MS ? last.token : askAnew()),
    forget() {
      last = null;
    },
  };
}
