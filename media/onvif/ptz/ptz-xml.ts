import { plain } from '../device.ts';
import type { XmlElement } from '../xml.ts';

/** Longer tokens are not ONVIF's (pt:ReferenceToken has at most 64 characters). */
const MAX_TOKEN = 64;
const MAX_PRESETS = 300;

/** Speeds, or parts of the way: -1 (left, down, wide) to 1 (right, up, tele). */
export interface PtzVector {
  pan: number;
  tilt: number;
  zoom: number;
}

/** In the generic position space (ONVIF PTZ, 5.7): pan and tilt -1..1, zoom 0..1. */
export type PtzPlace = PtzVector;

/** What the device can do with one channel. */
export interface PtzAbilities {
  continuous: boolean;
  relative: boolean;
  absolute: boolean;
  presets: boolean;
  home: boolean;
  focus: boolean;
}

/** A place that the device remembers. */
export interface PtzPlaceName {
  token: string;
  name: string;
}

/** The two motors, as far as a device has them for one kind of movement. */
export interface Axes {
  panTilt: boolean;
  zoom: boolean;
}

/** What a PTZ node can do (GetNode), by kind of movement. */
export interface PtzNode {
  continuous: Axes;
  relative: Axes;
  absolute: Axes;
  presets: boolean;
  home: boolean;
}

/** Reads a PTZNode. Only generic spaces count: the others are a maker's own degrees, and not comparable. */
export function readNode(node: XmlElement): PtzNode {
  const spaces = node.find('SupportedPTZSpaces');
  const has = (name: string): boolean =>
    (spaces?.all(name) ?? []).some((one) => /GenericSpace$/.test(one.textOf('URI')));
  return {
    continuous: { panTilt: has('ContinuousPanTiltVelocitySpace'), zoom: has('ContinuousZoomVelocitySpace') },
    relative: { panTilt: has('RelativePanTiltTranslationSpace'), zoom: has('RelativeZoomTranslationSpace') },
    absolute: { panTilt: has('AbsolutePanTiltPositionSpace'), zoom: has('AbsoluteZoomPositionSpace') },
    presets: Number(node.textOf('MaximumNumberOfPresets') || NaN) > 0,
    home: ['true', '1'].includes(node.textOf('HomeSupported')),
  };
}

export function isAny({ panTilt, zoom }: Axes): boolean {
  return panTilt || zoom;
}

/** The content of Velocity, Translation or Position, of what the device has motors for. */
export function writeVector({ pan, tilt, zoom }: PtzVector, axes: Axes, zoomMin: -1 | 0): string {
  const panTilt = `<tt:PanTilt x="${decimal(pan, -1)}" y="${decimal(tilt, -1)}"/>`;
  return `${axes.panTilt ? panTilt : ''}${axes.zoom ? `<tt:Zoom x="${decimal(zoom, zoomMin)}"/>` : ''}`;
}

/** The place in a PTZStatus; null where the device does not tell, or not in the generic space. */
export function readPlace(status: XmlElement | undefined): PtzPlace | null {
  const panTilt = status?.find('Position', 'PanTilt');
  const zoom = status?.find('Position', 'Zoom');
  if (!panTilt && !zoom) return null;
  const value = (element: XmlElement | undefined, name: string): number =>
    element && isGeneric(element) ? Number(element.attribute(name) || NaN) : element ? NaN : 0;
  const place = { pan: value(panTilt, 'x'), tilt: value(panTilt, 'y'), zoom: value(zoom, 'x') };
  const isInside = Math.abs(place.pan) <= 1 && Math.abs(place.tilt) <= 1 && place.zoom >= 0 && place.zoom <= 1;
  return isInside ? place : null;
}

/** The presets in a GetPresetsResponse. */
export function readPresets(response: XmlElement): PtzPlaceName[] {
  return response
    .all('Preset')
    .slice(0, MAX_PRESETS)
    .flatMap((preset) => {
      const token = preset.attribute('token');
      if (token === '' || token.length > MAX_TOKEN) return [];
      return [{ token, name: plain(preset.textOf('Name')).slice(0, 60) || token }];
    });
}

/** Where it is not told, it is the generic space. */
function isGeneric(element: XmlElement): boolean {
  return /^$|GenericSpace$/.test(element.attribute('space'));
}

/** xs:float allows exponents, devices' parsers may not. */
function decimal(value: number, min: number): string {
  return String(Number(Math.max(min, Math.min(1, value)).toFixed(4)));
}
