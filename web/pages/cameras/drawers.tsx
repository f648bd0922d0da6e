import { lazy, Suspense } from 'react';
import type { Camera, Channel } from '../../../server/contract/camera.ts';

// Each comes when it is opened: the table does not wait for forms.
const AddDrawer = lazy(async () => ({ default: (await import('./add-drawer.tsx')).AddDrawer }));
const AlarmsDrawer = lazy(async () => ({ default: (await import('./alarms-drawer.tsx')).AlarmsDrawer }));
const BulkDrawer = lazy(async () => ({ default: (await import('./bulk-drawer.tsx')).BulkDrawer }));
const CredentialsDrawer = lazy(async () => ({ default: (await import('./credentials-drawer.tsx')).CredentialsDrawer }));
const DiscoverDrawer = lazy(async () => ({ default: (await import('./discover-drawer.tsx')).DiscoverDrawer }));
const EditDrawer = lazy(async () => ({ default: (await import('./edit-drawer.tsx')).EditDrawer }));
const ImportDrawer = lazy(async () => ({ default: (await import('./import-drawer.tsx')).ImportDrawer }));
const JobsDrawer = lazy(async () => ({ default: (await import('./jobs-drawer.tsx')).JobsDrawer }));
const MaskDrawer = lazy(async () => ({ default: (await import('./mask-drawer.tsx')).MaskDrawer }));
const RepairDrawer = lazy(async () => ({ default: (await import('./repair-drawer.tsx')).RepairDrawer }));
const TestPicture = lazy(async () => ({ default: (await import('./test-picture.tsx')).TestPicture }));

/** What lies above the table. */
export type Above =
  | { kind: 'add' | 'discover' | 'import' | 'jobs' | 'credential-sets' | 'alarms' }
  | { kind: 'edit' | 'masks'; camera: Camera }
  | { kind: 'picture'; camera: Camera; channel: Channel }
  | { kind: 'repair' | 'unit' | 'credentials'; cameras: readonly Camera[] }
  | null;

interface DrawersProps {
  above: Above;
  close: () => void;
  open: (above: Above) => void;
  changed: () => void;
}

/** The one that is open. */
export function Drawers(props: DrawersProps) {
  return (
    <Suspense fallback={null}>
      <Chosen {...props} />
    </Suspense>
  );
}

function Chosen({ above, close, open, changed }: DrawersProps) {
  switch (above?.kind) {
    case undefined:
      return null;
    case 'add':
      return <AddDrawer close={close} added={changed} />;
    case 'discover':
      return <DiscoverDrawer close={close} added={changed} sets={() => open({ kind: 'credential-sets' })} />;
    case 'import':
      return <ImportDrawer close={close} />;
    case 'jobs':
      return <JobsDrawer close={close} />;
    case 'credential-sets':
      return <CredentialsDrawer close={close} />;
    case 'alarms':
      return <AlarmsDrawer close={close} />;
    case 'edit':
      return <EditDrawer camera={above.camera} close={close} changed={changed} />;
    case 'masks':
      return <MaskDrawer camera={above.camera} close={close} changed={changed} />;
    case 'picture':
      return <TestPicture camera={above.camera} channel={above.channel} close={close} />;
    case 'repair':
      return <RepairDrawer cameraIds={above.cameras.map(({ id }) => id)} close={close} />;
    case 'unit':
    case 'credentials':
      return <BulkDrawer what={above.kind} cameras={above.cameras} close={close} changed={changed} />;
  }
}
