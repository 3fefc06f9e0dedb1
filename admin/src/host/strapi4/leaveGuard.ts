import { useEffect, useRef, useState } from 'react';
import { useHistory } from 'react-router-dom';
import type { LeaveGuard } from '../types';
import { useUnloadGuard } from '../unloadGuard';

export function useLeaveGuard(active: boolean): LeaveGuard {
  useUnloadGuard(active);

  const history = useHistory();
  const [asked, setAsked] = useState<typeof history.location | null>(null);
  const unblock = useRef<() => void>();

  useEffect(() => {
    if (!active) return;
    const { pathname } = history.location;
    unblock.current = history.block((to) => {
      if (to.pathname === pathname) return undefined;
      setAsked(to);
      return false;
    });
    return () => {
      unblock.current?.();
      // What was asked meanwhile is no question any more.
      setAsked(null);
    };
  }, [active, history]);

  return {
    pending: asked !== null,
    leave: () => {
      unblock.current?.();
      if (asked) history.push(asked);
    },
    stay: () => setAsked(null),
  };
}
