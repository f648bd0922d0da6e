import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Home } from './components/home.tsx';
import { Loading } from './components/loading.tsx';
import { SignedIn } from './components/signed-in.tsx';
import { useLanguage } from './hooks/use-language.ts';
import { hubTheme } from './theme.ts';

// Each page is a chunk of its own: the wall does not wait for tables and forms.
const Live = lazy(() => import('./pages/live/live.tsx'));
const Cameras = lazy(() => import('./pages/cameras/cameras.tsx'));
const CameraPage = lazy(() => import('./pages/cameras/camera/camera-page.tsx'));
const CameraMap = lazy(() => import('./pages/map/map.tsx'));
const Availability = lazy(() => import('./pages/availability/availability.tsx'));
const Organisation = lazy(() => import('./pages/organisation/organisation.tsx'));
const People = lazy(() => import('./pages/people/people.tsx'));
const Roster = lazy(() => import('./pages/roster/roster.tsx'));
const Approvals = lazy(() => import('./pages/approvals/approvals.tsx'));
const Record = lazy(() => import('./pages/record/record.tsx'));
const Report = lazy(() => import('./pages/report/report.tsx'));
const Account = lazy(() => import('./pages/account/account.tsx'));
const Enrol = lazy(() => import('./pages/account/enrol.tsx'));
const SignIn = lazy(() => import('./pages/sign-in/sign-in.tsx'));
const Setup = lazy(() => import('./pages/sign-in/setup.tsx'));
const Meetings = lazy(() => import('./pages/meetings/meetings.tsx'));
const BeforeMeeting = lazy(() => import('./pages/meetings/before/before.tsx'));
const Guest = lazy(() => import('./pages/guest/guest.tsx'));
const Sign = lazy(() => import('./pages/sign/sign.tsx'));
const Room = lazy(() => import('./pages/room/room.tsx'));
const Kiosk = lazy(() => import('./pages/kiosk/kiosk.tsx'));
const NotFound = lazy(() => import('./pages/not-found.tsx'));

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } },
});

/** The whole page: providers and routes. */
export function App() {
  const language = useLanguage();
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider theme={hubTheme} locale={language === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
        {/* A wall that changes is drawn at once, and not when there is time between the pictures of the one before. */}
        <BrowserRouter useTransitions={false}>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route path="/setup" element={<Setup />} />
              <Route path="/sign-in" element={<SignIn />} />
              <Route path="/sign/:code" element={<Sign />} />
              <Route path="/kiosk/*" element={<Kiosk />} />
              <Route path="/guest" element={<Guest />} />
              <Route path="/enrol" element={<Enrol />} />
              <Route element={<SignedIn />}>
                <Route path="/live" element={<Live />} />
                <Route path="/cameras" element={<Cameras />} />
                <Route path="/cameras/:id" element={<CameraPage />} />
                <Route path="/map" element={<CameraMap />} />
                <Route path="/availability" element={<Availability />} />
                <Route path="/organisation" element={<Organisation />} />
                <Route path="/people" element={<People />} />
                <Route path="/roster" element={<Roster />} />
                <Route path="/meetings" element={<Meetings />} />
                <Route path="/meetings/:id" element={<BeforeMeeting />} />
                <Route path="/approvals" element={<Approvals />} />
                <Route path="/record" element={<Record />} />
                <Route path="/report" element={<Report />} />
                <Route path="/meetings/:id/room" element={<Room />} />
                <Route path="/account" element={<Account />} />
                <Route path="/" element={<Home />} />
                <Route path="*" element={<NotFound />} />
              </Route>
            </Routes>
          </Suspense>
        </BrowserRouter>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
