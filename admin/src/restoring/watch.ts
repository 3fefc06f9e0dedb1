import { RESTORING_HEADER } from '../../../shared/contract';

export const AGAIN_MS = 2000;

/** How an admin asks its server: by `fetch`, or like Strapi 4 by axios and so by XMLHttpRequest. */
interface Watched {
  fetch: typeof fetch;
  XMLHttpRequest: { prototype: XMLHttpRequest };
}

/**
 * Notices when an answer says that the site is being restored, and asks the server until it no longer is.
 *
 * @param scope whose `fetch` and `XMLHttpRequest` all of the admin calls
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
    notice(tellsOfRestore(answer));
    return answer;
  };

  const { send } = scope.XMLHttpRequest.prototype;
  scope.XMLHttpRequest.prototype.send = function (...body) {
    // All headers, since browsers complain in the console when asked for one that another origin did not expose.
    this.addEventListener('load', () => notice(isAmong(this.getAllResponseHeaders())));
    send.apply(this, body);
  };

  function notice(told: boolean): void {
    if (told && !restoring) void waitUntilOver();
  }

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

/** `name: value`, a line each, with the names in small letters. */
const isAmong = (headers: string) =>
  headers.split('\r\n').some((line) => line.startsWith(`${RESTORING_HEADER.toLowerCase()}:`));
