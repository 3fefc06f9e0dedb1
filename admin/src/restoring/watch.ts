import { RESTORING_HEADER } from '../../../shared/contract';

export const AGAIN_MS = 2000;

interface Watched {
  fetch: typeof fetch;
}

/**
 * Notices when an answer says that the site is being restored, and asks the server until it no longer is.
 *
 * @param scope whose `fetch` all of the admin calls
 * @param healthURL answered during a restore, too, with our header while there is one
 * @param onChange told when a restore is met, and when it is over
 */
export function watchRestoring(
  scope: Watched,
  healthURL: () => string,
  onChange: (restoring: boolean) => void,
): void {
  const original = scope.fetch.bind(scope);
  let restoring = false;

  scope.fetch = async (...request) => {
    const answer = await original(...request);
    if (!restoring && tellsOfRestore(answer)) void waitUntilOver();
    return answer;
  };

  async function waitUntilOver(): Promise<void> {
    restoring = true;
    onChange(true);
    do await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    while (await isUnderWay());
    restoring = false;
    onChange(false);
  }

  function isUnderWay(): Promise<boolean> {
    return original(healthURL(), { method: 'HEAD', cache: 'no-store', credentials: 'omit' }).then(
      tellsOfRestore,
      // No answer is no good news.
      () => true,
    );
  }
}

const tellsOfRestore = ({ headers }: Response) => headers.has(RESTORING_HEADER);
