import type { OnvifRequest } from './onvif-request.ts';
import { attribute, escapeXml, field, inside } from './onvif-xml.ts';
import type { Position, PtzHead } from './ptz-head.ts';

/** Token of the only configuration, as told in each profile. */
export const PTZ_CONFIGURATION = 'ptz_1';
const NODE = 'ptz_node_1';
/** A ContinuousMove without a timeout ends after this, as the configuration says. */
const DEFAULT_TIMEOUT_MS = 5000;
const SPACES = 'http://www.onvif.org/ver10/tptz';

/** The operations that are written down in the head's log. */
const COMMANDS = /^(ContinuousMove|RelativeMove|AbsoluteMove|Stop|Goto|Set|Remove)/;

function range(name: string, min: number, max: number): string {
  return `<tt:${name}><tt:Min>${min}</tt:Min><tt:Max>${max}</tt:Max></tt:${name}>`;
}

function space(kind: string, uri: string, least: number): string {
  const y = kind.includes('PanTilt') ? range('YRange', -1, 1) : '';
  return `<tt:${kind}><tt:URI>${SPACES}/${uri}</tt:URI>${range('XRange', least, 1)}${y}</tt:${kind}>`;
}

const NODE_XML = `token="${NODE}" FixedHomePosition="false"><tt:Name>head</tt:Name><tt:SupportedPTZSpaces>${[
  space('AbsolutePanTiltPositionSpace', 'PanTiltSpaces/PositionGenericSpace', -1),
  space('AbsoluteZoomPositionSpace', 'ZoomSpaces/PositionGenericSpace', 0),
  space('RelativePanTiltTranslationSpace', 'PanTiltSpaces/TranslationGenericSpace', -1),
  space('RelativeZoomTranslationSpace', 'ZoomSpaces/TranslationGenericSpace', -1),
  space('ContinuousPanTiltVelocitySpace', 'PanTiltSpaces/VelocityGenericSpace', -1),
  space('ContinuousZoomVelocitySpace', 'ZoomSpaces/VelocityGenericSpace', -1),
].join(
  '',
)}</tt:SupportedPTZSpaces><tt:MaximumNumberOfPresets>32</tt:MaximumNumberOfPresets><tt:HomeSupported>true</tt:HomeSupported>`;

/** The inside of a PTZ configuration, wherever it is listed. */
export const CONFIGURATION_XML = `<tt:Name>ptz</tt:Name><tt:UseCount>2</tt:UseCount><tt:NodeToken>${NODE}</tt:NodeToken>
<tt:DefaultContinuousPanTiltVelocitySpace>${SPACES}/PanTiltSpaces/VelocityGenericSpace</tt:DefaultContinuousPanTiltVelocitySpace>
<tt:DefaultContinuousZoomVelocitySpace>${SPACES}/ZoomSpaces/VelocityGenericSpace</tt:DefaultContinuousZoomVelocitySpace>
<tt:DefaultPTZTimeout>PT${DEFAULT_TIMEOUT_MS / 1000}S</tt:DefaultPTZTimeout>`;

/** Pan, tilt and zoom as an element of the request (`Velocity`, `Position`, `Translation`) names them. */
function vector(body: string, element: string): Partial<Position> {
  const xml = inside(body, element);
  const value = (name: string, axis: string): number | undefined => {
    const text = attribute(xml, name, axis);
    return text === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
  };
  const [pan, tilt, zoom] = [value('PanTilt', 'x'), value('PanTilt', 'y'), value('Zoom', 'x')];
  return { ...(pan === undefined ? {} : { pan }), ...(tilt === undefined ? {} : { tilt }), ...(zoom === undefined ? {} : { zoom }) }; // prettier-ignore
}

/** Seconds and minutes of an xs:duration, ms; the default where there is none. */
function timeout(body: string): number {
  const found = /^PT(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(field(body, 'Timeout'));
  return found ? Number(found[1] ?? 0) * 60_000 + Number(found[2] ?? 0) * 1000 : DEFAULT_TIMEOUT_MS;
}

function where({ pan, tilt, zoom }: Position): string {
  const round = (value: number): string => String(Math.round(value * 1e6) / 1e6);
  return `<tt:PanTilt x="${round(pan)}" y="${round(tilt)}" space="${SPACES}/PanTiltSpaces/PositionGenericSpace"/>
<tt:Zoom x="${round(zoom)}" space="${SPACES}/ZoomSpaces/PositionGenericSpace"/>`;
}

function status(head: PtzHead): string {
  const state = head.moving ? 'MOVING' : 'IDLE';
  return `<tptz:PTZStatus><tt:Position>${where(head.position)}</tt:Position>
<tt:MoveStatus><tt:PanTilt>${state}</tt:PanTilt><tt:Zoom>${state}</tt:Zoom></tt:MoveStatus><tt:UtcTime>${new Date().toISOString()}</tt:UtcTime></tptz:PTZStatus>`;
}

function presets(head: PtzHead): string {
  return [...head.presets]
    .map(([token, { name, position }]) => {
      return `<tptz:Preset token="${token}"><tt:Name>${escapeXml(name)}</tt:Name><tt:PTZPosition>${where(position)}</tt:PTZPosition></tptz:Preset>`;
    })
    .join('');
}

function stop(head: PtzHead, body: string): string {
  // Neither named: both (ONVIF PTZ, 5.3.4).
  const axes: (keyof Position)[] = [];
  if (field(body, 'PanTilt') !== 'false') axes.push('pan', 'tilt');
  if (field(body, 'Zoom') !== 'false') axes.push('zoom');
  head.stop(axes);
  return '';
}

function move(head: PtzHead, { operation, body }: OnvifRequest): string {
  if (operation === 'ContinuousMove') head.move(vector(body, 'Velocity'), timeout(body));
  else if (operation === 'AbsoluteMove') head.go(vector(body, 'Position'));
  else head.step({ pan: 0, tilt: 0, zoom: 0, ...vector(body, 'Translation') });
  return '';
}

function preset(head: PtzHead, { operation, body }: OnvifRequest): string | null {
  const token = field(body, 'PresetToken');
  if (operation === 'SetPreset') {
    const saved = head.savePreset(field(body, 'PresetName'), token);
    return saved && `<tptz:PresetToken>${saved}</tptz:PresetToken>`;
  }
  if (operation === 'RemovePreset') return head.presets.delete(token) ? '' : null;
  const known = head.presets.get(token);
  if (!known) return null;
  head.go(known.position);
  return '';
}

/** Answers an operation of the PTZ service, in canonical prefixes; null where it is refused or not known. */
export function answerPtz(head: PtzHead, request: OnvifRequest): string | null {
  const { operation, body } = request;
  if (COMMANDS.test(operation)) head.note(operation);
  switch (operation) {
    case 'GetServiceCapabilities':
      return '<tptz:Capabilities EFlip="false" Reverse="false" MoveStatus="true" StatusPosition="true"/>';
    case 'GetNodes':
      return `<tptz:PTZNode ${NODE_XML}</tptz:PTZNode>`;
    case 'GetNode':
      return field(body, 'NodeToken') === NODE ? `<tptz:PTZNode ${NODE_XML}</tptz:PTZNode>` : null;
    case 'GetConfigurations':
      return `<tptz:PTZConfiguration token="${PTZ_CONFIGURATION}">${CONFIGURATION_XML}</tptz:PTZConfiguration>`;
    case 'GetStatus':
      return status(head);
    case 'ContinuousMove':
    case 'AbsoluteMove':
    case 'RelativeMove':
      return move(head, request);
    case 'Stop':
      return stop(head, body);
    case 'GetPresets':
      return presets(head);
    case 'SetPreset':
    case 'GotoPreset':
    case 'RemovePreset':
      return preset(head, request);
    case 'GotoHomePosition':
      head.goHome();
      return '';
    case 'SetHomePosition':
      head.setHome();
      return '';
    default:
      return null;
  }
}

/** Answers an operation of the imaging service: the focus motor. */
export function answerImaging(head: PtzHead, { operation, body }: OnvifRequest): string | null {
  switch (operation) {
    case 'GetServiceCapabilities':
      return '<timg:Capabilities ImageStabilization="false"/>';
    case 'GetImagingSettings':
      return '<timg:ImagingSettings><tt:Focus><tt:AutoFocusMode>MANUAL</tt:AutoFocusMode></tt:Focus></timg:ImagingSettings>';
    case 'GetMoveOptions':
      return `<timg:MoveOptions><tt:Continuous>${range('Speed', -1, 1)}</tt:Continuous></timg:MoveOptions>`;
    case 'GetStatus':
      return `<timg:Status><tt:FocusStatus20><tt:Position>0</tt:Position><tt:MoveStatus>${head.focus === 0 ? 'IDLE' : 'MOVING'}</tt:MoveStatus></tt:FocusStatus20></timg:Status>`;
    case 'Move':
      head.note('FocusMove');
      head.setFocus(Number(field(inside(body, 'Continuous'), 'Speed')) || 0);
      return '';
    case 'Stop':
      head.note('FocusStop');
      head.setFocus(0);
      return '';
    default:
      return null;
  }
}
