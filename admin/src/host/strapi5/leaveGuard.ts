import { useBlocker } from 'react-router-dom';
import type { LeaveGuard } from '../types';
import { useUnloadGuard } from '../unloadGuard';

export function useLeaveGuard(active: boolean): LeaveGuard {
  useUnloadGuard(active);

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      active && currentLocation.pathname !== nextLocation.pathname,
  );
  return {
    pending: blocker.state === 'blocked',
    leave: () => blocker.proceed?.(),
    stay: () => blocker.reset?.(),
  };
}
