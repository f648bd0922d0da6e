import { isIP } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Relays, Workers } from '../media/index.ts';
import { createMeetings } from './app-meetings.ts';
import { LocalBus } from './cluster/local.ts';
import type { Certificate } from './certificate.ts';
import type { Config } from './config.ts';
import { exportCameras } from './features/camera-import/export.ts';
import { addCameraImportRoutes } from './features/camera-import/routes.ts';
import { ImportRunner } from './features/camera-import/run.ts';
import { CameraImportService } from './features/camera-import/service.ts';
import { NO_PLACEMENT } from './features/camera/declaration.ts';
import { addCameraRoutes } from './features/camera/routes.ts';
import { Checklist } from './features/camera/checklist.ts';
import { LookService } from './features/camera/look.ts';
import { Prober } from './features/camera/probe.ts';
import { MaskService } from './features/camera/mask.ts';
import { CameraService } from './features/camera/service.ts';
import { SignPhotoService } from './features/camera/sign-photo.ts';
import { addGrantRoutes } from './features/grant/routes.ts';
import { GrantService } from './features/grant/service.ts';
import { addPtzHandlers } from './features/ptz/handlers.ts';
import { addPtzRoutes } from './features/ptz/routes.ts';
import { PtzService } from './features/ptz/service.ts';
import { PtzSettings } from './features/ptz/settings.ts';
import { applyRepair } from './features/repair/device.ts';
import { addRepairRoutes } from './features/repair/routes.ts';
import { RepairService } from './features/repair/service.ts';
import { addRosterRoutes } from './features/roster/routes.ts';
import { Anchoring } from './features/record/anchors.ts';
import { Outages } from './features/record/outages.ts';
import { addRecordRoutes } from './features/record/routes.ts';
import { RecordService } from './features/record/service.ts';
import { RosterService } from './features/roster/service.ts';
import { addCredentialSetRoutes } from './features/credential-set/routes.ts';
import { CredentialSetService } from './features/credential-set/service.ts';
import { addDiscoveryHandlers } from './features/discovery/handlers.ts';
import { addDiscoveryRoutes } from './features/discovery/routes.ts';
import { DiscoveryService } from './features/discovery/service.ts';
import { addJobRoutes } from './features/job/routes.ts';
import { JobService } from './features/job/service.ts';
import { addKioskRoutes } from './features/kiosk/routes.ts';
import { KioskService } from './features/kiosk/service.ts';
import { Monitor } from './features/health/monitor.ts';
import { addHealthRoutes } from './features/health/routes.ts';
import { HealthService } from './features/health/service.ts';
import { addOrgRoutes } from './features/org/routes.ts';
import { exportOrg } from './features/org/export.ts';
import { ImportService } from './features/org/import-service.ts';
import { OrgService } from './features/org/service.ts';
import { SiteService } from './features/org/site-service.ts';
import { Endings } from './features/person/endings.ts';
import { RoleService } from './features/person/roles.ts';
import { addPersonRoutes } from './features/person/routes.ts';
import { PersonService } from './features/person/service.ts';
import { AccountService } from './features/session/account.ts';
import { beginner } from './features/session/begin.ts';
import { Guard } from './features/session/guard.ts';
import { addSessionRoutes } from './features/session/routes.ts';
import { SessionService } from './features/session/service.ts';
import { SetupService } from './features/session/setup.ts';
import { addSignRoutes } from './features/sign/routes.ts';
import { SignService } from './features/sign/service.ts';
import { addWallRoutes } from './features/wall/routes.ts';
import { channelOf, ChannelStates, relayKeys } from './features/watch/channel-states.ts';
import { addWatchHandlers } from './features/watch/handlers.ts';
import { leaser } from './features/watch/lease.ts';
import { Posters } from './features/watch/posters.ts';
import { addWatchRoutes } from './features/watch/routes.ts';
import { WatchService } from './features/watch/service.ts';
import { SnapshotService } from './features/watch/snapshot.ts';
import { addActor } from './http/actor.ts';
import { addCertificate } from './http/certificate.ts';
import { addFailures } from './http/failures.ts';
import { addHealth } from './http/health.ts';
import { addMap } from './http/map.ts';
import { addOpenApi } from './http/openapi.ts';
import { addPages } from './http/pages.ts';
import { addSecurity } from './http/security.ts';
import type { Keys } from './keys.ts';
import { Metrics } from './metrics.ts';
import { Rights } from './rights.ts';
import { AuditBacklog } from './store/audit-backlog.ts';
import type { Store } from './store/store.ts';
import { Tickets } from './tickets.ts';
import { Dispatch } from './ws/dispatch.ts';
import { Gate } from './ws/gate.ts';
import { tellHealth } from './ws/health-news.ts';
import { greeter } from './ws/hello.ts';
import { tellNews } from './ws/news.ts';
import { Reach } from './ws/reach.ts';
import { Sockets } from './ws/sockets.ts';
import { tellWalls } from './ws/wall-news.ts';

export interface AppParts {
  config: Config;
  server: FastifyInstance;
  store: Store;
  keys: Keys;
  workers: Workers;
  relays: Relays;
  /** Null: plain http on loopback. */
  certificate: Certificate | null;
}

/** What whoever runs the process may use beside the pages (the demo, tests). All of it asks for an actor with rights. */
export interface Services {
  cameras: CameraService;
  units: OrgService;
  imports: ImportService;
  people: PersonService;
  roles: RoleService;
  roster: RosterService;
}

export interface App {
  setups: SetupService;
  services: Services;
  /** Sends every page away and ends what they had running; the HTTP server is its maker's to close. */
  close(): Promise<void>;
}

/** The composition root: every part of the server, once, in the order in which a request meets them. No logic here. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, server, store, keys, workers, relays, certificate } = parts;
  const bus = new LocalBus();
  const ranges = config.cameraRanges;
  const onError = (error: unknown): void => server.log.error({ err: error }, 'unexpected');

  const sockets = new Sockets({ userOf: (sessionId) => store.sessions.user(sessionId) }, onError);
  const people = new PersonService({ store, bus });
  const roles = new RoleService({ store, bus });
  const endings = new Endings({ store, bus, onError });
  const rights = new Rights(store);
  const reach = new Reach({ store, rights, bus });
  const states = new ChannelStates(relays, (state) =>
    sockets.tellLater((actor) => reach.concerns(actor, state.channelId), 'channel.state', state),
  );
  const monitor = await Monitor.create({ store, bus, relays, relayKeys, ranges, ffmpeg: config.ffmpeg, onError });
  const metrics = new Metrics({ workers, relays, sockets, health: monitor });

  const guard = new Guard(store, onError);
  const sessions = new SessionService({ store, bus, guard });
  const setups = new SetupService({ store, bus, guard });
  const accounts = new AccountService({ store, bus, guard });
  const masks = new MaskService({ store, ranges, bus, onError });
  const prober = new Prober(ranges, config.ffmpeg);
  const cameras = new CameraService({ store, bus, rights, masks, ranges, prober });
  const checklist = new Checklist(ranges, config.ffmpeg);
  const looks = new LookService({ store, rights, ranges, prober, checklist });
  const backlog = new AuditBacklog(store.auditEvents, onError);
  const posters = new Posters(relays, config.ffmpeg);
  const watches = new WatchService({
    store,
    backlog,
    rights,
    tickets: new Tickets(),
    workers,
    relays,
    ranges,
    states,
    posters,
    bus,
    onError,
  });
  const units = new OrgService({ store, bus });
  const imports = new ImportService({ store, bus });
  const ptz = new PtzService({ store, rights, ranges, bus, onError });
  const roster = new RosterService({ store, bus });
  const discovery = new DiscoveryService({ store, ranges, onError });
  const outages = new Outages({ store, backlog, relays, channelOf, onError });
  const anchoring = new Anchoring({ store, keys, folder: join(config.dataFolder, 'anchors'), onError });

  const importing = new ImportRunner({ store, registrar: cameras, blank: NO_PLACEMENT });
  const repairs = new RepairService({
    store,
    ranges,
    bus,
    begin: (actor, job) => jobs.begin(actor, job),
    apply: applyRepair,
    renew: (actor, id, signal) => cameras.renew(actor, id, signal),
  });
  const jobs = await JobService.create({
    store,
    bus,
    runners: {
      import: (actor, _, { input }, signal) => importing.run(actor, input, signal),
      repair: (actor, input, item, signal) => repairs.run(actor, input, item, signal),
    },
    onError,
  });

  addFailures(server);
  await addOpenApi(server);
  await addSecurity(server, { store, keys, tls: config.tls !== null });
  addActor(server, store);
  addCertificate(server, certificate);
  addMap(server, config.baseMap);
  addHealth(server, { store, workers, metrics });
  const begin = beginner({ sessions, bus });
  addSessionRoutes(server, { sessions, setups, accounts, guard, bus, begin });
  addOrgRoutes(server, {
    units,
    sites: new SiteService({ store, bus }),
    imports,
    exportFile: (actor, format) => exportOrg(store, actor, format),
  });
  addPersonRoutes(server, people, roles);
  addCameraRoutes(server, { cameras, looks, masks, signPhotos: new SignPhotoService({ store, rights, bus }) }, () =>
    states.list(),
  );
  addDiscoveryRoutes(server, discovery);
  addJobRoutes(server, jobs);
  addRepairRoutes(server, repairs);
  addSignRoutes(server, new SignService(store));
  addCameraImportRoutes(server, {
    imports: new CameraImportService({
      store,
      isInRange: (host) => isIP(host) === 0 || ranges.contains(host),
      begin: (actor, job) => jobs.begin(actor, job),
    }),
    exportFile: (actor, format) => exportCameras(store, actor, format),
  });
  addCredentialSetRoutes(server, new CredentialSetService(store));
  addPtzRoutes(server, new PtzSettings({ store, bus, service: ptz }));
  addRosterRoutes(server, roster);
  addRecordRoutes(server, new RecordService(store, keys));
  addGrantRoutes(server, new GrantService({ store, bus }));
  addWatchRoutes(
    server,
    watches,
    new SnapshotService({ store, backlog, rights, relays, ranges, ffmpeg: config.ffmpeg }),
  );
  addWallRoutes(server, { store, rights, bus });
  addKioskRoutes(server, new KioskService({ store, bus, refuse: (refusal) => guard.refuse(refusal) }), begin);
  addHealthRoutes(server, new HealthService({ store, rights, monitor }));
  const dispatch = new Dispatch(server.log);
  const meetings = await createMeetings({
    ...{ server, dispatch, store, dataFolder: config.dataFolder, bus, rights, backlog, workers, relays, sockets },
    ...{ guard, begin, pull: leaser(relays, ranges), onError },
  });
  await addPages(server, config.webFolder);

  addWatchHandlers(dispatch, watches);
  addPtzHandlers(dispatch, ptz);
  addDiscoveryHandlers(dispatch, discovery);
  const gate = new Gate(server, {
    sockets,
    userOf: (sessionId) => store.sessions.user(sessionId),
    prepare: greeter({
      dispatch,
      reach,
      rtpCapabilities: workers.rtpCapabilities,
      states: () => states.list(),
      open: (socket) => meetings.greet(socket),
    }),
  });
  tellNews(bus, sockets);
  tellHealth(bus, sockets, rights);
  tellWalls(bus, sockets, rights);
  if (config.health) monitor.start();

  return {
    setups,
    services: { cameras, units, imports, people, roles, roster },
    close: async () => {
      gate.close();
      await jobs.close();
      endings.close();
      await meetings.stop();
      await Promise.all([sockets.close(), ptz.close(), discovery.close(), masks.close()]);
      await watches.close();
      await meetings.close();
      await posters.close();
      await monitor.close();
      await Promise.all([outages.close(), anchoring.close()]);
      await backlog.close();
      states.close();
      await guard.close();
    },
  };
}
