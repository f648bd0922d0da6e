import { Navigate } from 'react-router';
import { useMay } from '../hooks/use-rights.ts';
import { homeOf } from './nav-pages.ts';

/** The page that a user begins with. */
export function Home() {
  return <Navigate to={homeOf(useMay())} replace />;
}
