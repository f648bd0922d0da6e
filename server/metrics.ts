import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { Relays, Workers } from '../media/index.ts';
import type { HealthState } from './contract/health.ts';

const MEDIA_OBJECTS = ['routers', 'transports', 'producers', 'consumers'] as const;
const RELAY_STATES = ['starting', 'live', 'retrying'] as const;

/** How often the event loop is looked at, ms: every 10 and 100, as by default, costs an idle hub a tenth of its processor time. */
const LOOP_PACE = { eventLoopMonitoringPrecision: 100, eventLoopUtilizationTimeout: 1000 };

/** How cameras fare, and how often they were looked at. */
export interface HealthCounts {
  counts(): Record<HealthState, number>;
  /** Proofs so far, by kind and result. */
  readonly proofs: Readonly<Record<'answer' | 'picture', Readonly<Record<'good' | 'bad', number>>>>;
}

interface MetricsParts {
  workers: Workers;
  relays: Relays;
  sockets: { size: number };
  health: HealthCounts;
}

/** What Prometheus can read at `/metrics`. Names of cameras and people are not in it. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;

  constructor({ workers, relays, sockets, health }: MetricsParts) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry, ...LOOP_PACE });

    new Gauge({
      name: 'hub_relays',
      help: 'Relays, by state',
      labelNames: ['state'],
      registers,
      collect() {
        const counts = Map.groupBy(relays.list(), ({ state }) => state);
        for (const state of RELAY_STATES) this.set({ state }, counts.get(state)?.length ?? 0);
      },
    });
    new Gauge({
      name: 'hub_viewers',
      help: 'Watches of all relays',
      registers,
      collect() {
        this.set(relays.list().reduce((sum, { viewers }) => sum + viewers, 0));
      },
    });
    new Gauge({
      name: 'hub_relays_transcoding',
      help: 'Relays that re-encode their picture',
      registers,
      collect() {
        this.set(relays.list().filter(({ transcoding }) => transcoding).length);
      },
    });
    new Gauge({
      name: 'hub_relay_attempts',
      help: 'Pulls begun by the relays that run now',
      registers,
      collect() {
        this.set(relays.list().reduce((sum, { attempts }) => sum + attempts, 0));
      },
    });
    new Gauge({
      name: 'hub_media_objects',
      help: 'Routers, transports, producers and consumers on all workers',
      labelNames: ['kind'],
      registers,
      collect() {
        const { counts } = workers;
        for (const kind of MEDIA_OBJECTS) this.set({ kind }, counts[kind]);
      },
    });
    const deaths = new Counter({
      name: 'hub_worker_deaths_total',
      help: 'mediasoup workers that ended by themselves',
      registers,
    });
    workers.on('died', () => deaths.inc());
    new Gauge({
      name: 'hub_sockets',
      help: 'Open pages',
      registers,
      collect() {
        this.set(sockets.size);
      },
    });
    new Gauge({
      name: 'hub_cameras',
      help: 'Registered cameras, by health',
      labelNames: ['state'],
      registers,
      collect() {
        for (const [state, cameras] of Object.entries(health.counts())) this.set({ state }, cameras);
      },
    });
    new Gauge({
      name: 'hub_health_proofs',
      help: 'Looks at cameras since the start, by kind and result',
      labelNames: ['kind', 'result'],
      registers,
      collect() {
        for (const kind of ['answer', 'picture'] as const) {
          for (const result of ['good', 'bad'] as const) this.set({ kind, result }, health.proofs[kind][result]);
        }
      },
    });
    this.#requests = new Histogram({
      name: 'hub_http_request_seconds',
      help: 'Time from request to reply, s',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** `route` is the pattern, not the address: ids would make a series each. */
  countRequest(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }
}
